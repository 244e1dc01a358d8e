<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>PromptDesk</name>
    <message>
        <source>Manage prompts…</source>
        <translation>管理提示词…</translation>
    </message>
    <message>
        <source>Enter inserts · Esc closes</source>
        <translation>回车插入 · Esc 关闭</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>填写内容</translation>
    </message>
</context>
<context>
    <name>PromptEditor</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Variables: {{name}}, {{text:long}}, {{count:number=3}}, {{tone:choice(a|b|c)}}; {{date}}, {{time}} and {{clipboard}} fill themselves in.</source>
        <translation>变量写法：{{名称}}、{{正文:long}}（多行）、{{数量:number=3}}、{{语气:choice(甲|乙|丙)}}；{{date}}、{{time}} 和 {{clipboard}} 会自动填入日期、时间和剪贴板。</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>With commas between them</source>
        <translation>用逗号隔开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Asks for: {names}</source>
        <translation>使用时填写：{names}</translation>
    </message>
</context>
<context>
    <name>PromptForm</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>“{value}” is no number.</source>
        <translation>“{value}”不是数字。</translation>
    </message>
</context>
<context>
    <name>PromptKeeper</name>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>New prompt</source>
        <translation>新建提示词</translation>
    </message>
    <message>
        <source>Search prompts</source>
        <translation>搜索提示词</translation>
    </message>
    <message>
        <source>No prompt fits</source>
        <translation>没有符合的提示词</translation>
    </message>
    <message>
        <source>used {times}×</source>
        <translation>用过 {times} 次</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title}（副本）</translation>
    </message>
    <message>
        <source>Prompts deleted: {count}</source>
        <translation>已删除提示词：{count} 条</translation>
    </message>
    <message>
        <source>Prompts that say the same as another: {count}</source>
        <translation>内容重复的提示词：{count} 条</translation>
    </message>
    <message>
        <source>Delete them</source>
        <translation>删除重复的</translation>
    </message>
</context>
<context>
    <name>TemplateFault</name>
    <message>
        <source>Line {line}, character {column}: {sentence}</source>
        <translation>第 {line} 行第 {column} 个字：{sentence}</translation>
    </message>
    <message>
        <source>these braces are not closed.</source>
        <translation>这对大括号没有写完。</translation>
    </message>
    <message>
        <source>a variable without a name.</source>
        <translation>变量没有名称。</translation>
    </message>
    <message>
        <source>“{what}” is no name: letters, digits, spaces, _ and - only, at most 40.</source>
        <translation>“{what}”不能作名称：只能用文字、数字、空格、_ 和 -，最多 40 个字。</translation>
    </message>
    <message>
        <source>“{what}” is no kind. There are: long, number, choice(a|b|c).</source>
        <translation>没有“{what}”这种类型。可用：long、number、choice(甲|乙|丙)。</translation>
    </message>
    <message>
        <source>“{what}” needs choices: choice(a|b|c).</source>
        <translation>“{what}”缺少选项，写法：choice(甲|乙|丙)。</translation>
    </message>
    <message>
        <source>“{what}” is no number.</source>
        <translation>“{what}”不是数字。</translation>
    </message>
    <message>
        <source>“{what}” is none of the choices.</source>
        <translation>“{what}”不在选项之中。</translation>
    </message>
    <message>
        <source>“{what}” has another kind further up.</source>
        <translation>“{what}”在前面已用作另一种类型。</translation>
    </message>
</context>
</TS>
