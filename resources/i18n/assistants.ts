<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AssistantButton</name>
    <message>
        <source>Choose an assistant</source>
        <translation>选择助手</translation>
    </message>
    <message>
        <source>Assistant: {name}</source>
        <translation>助手：{name}</translation>
    </message>
</context>
<context>
    <name>AssistantCards</name>
    <message>
        <source>All assistants…</source>
        <translation>全部助手…</translation>
    </message>
    <message>
        <source>New conversation with an assistant (Ctrl+Shift+N)</source>
        <translation>用助手开始新对话（Ctrl+Shift+N）</translation>
    </message>
</context>
<context>
    <name>AssistantChooser</name>
    <message>
        <source>Search assistants</source>
        <translation>搜索助手</translation>
    </message>
    <message>
        <source>Assistants</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>No assistant fits</source>
        <translation>没有符合的助手</translation>
    </message>
    <message>
        <source>Save this conversation&apos;s settings as an assistant…</source>
        <translation>把当前对话的设置存为助手…</translation>
    </message>
    <message>
        <source>Manage…</source>
        <translation>管理…</translation>
    </message>
    <message>
        <source>No assistant</source>
        <translation>不使用助手</translation>
    </message>
    <message>
        <source>usual settings</source>
        <translation>默认设置</translation>
    </message>
</context>
<context>
    <name>AssistantEditor</name>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Icon</source>
        <translation>图标</translation>
    </message>
    <message>
        <source>What it is good for</source>
        <translation>用途说明</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>First message</source>
        <translation>首条消息</translation>
    </message>
    <message>
        <source>Stands in the field of a new conversation; {{name}} asks for a value.</source>
        <translation>新对话开始时放进输入框；{{名称}} 会先请你填写。</translation>
    </message>
    <message>
        <source>Who it is, what it does, and how it answers</source>
        <translation>它是谁、做什么、怎样回答</translation>
    </message>
    <message>
        <source>the usual one</source>
        <translation>默认模型</translation>
    </message>
    <message>
        <source>the active one</source>
        <translation>当前服务商</translation>
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
        <source>Parameters, some are set…</source>
        <translation>参数（已设置）…</translation>
    </message>
    <message>
        <source>Parameters…</source>
        <translation>参数…</translation>
    </message>
    <message>
        <source>Tools: {count}…</source>
        <translation>工具：{count} 个…</translation>
    </message>
    <message>
        <source>Tools…</source>
        <translation>工具…</translation>
    </message>
</context>
<context>
    <name>AssistantKeeper</name>
    <message>
        <source>Assistants</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>New assistant</source>
        <translation>新建助手</translation>
    </message>
    <message>
        <source>Search assistants</source>
        <translation>搜索助手</translation>
    </message>
    <message>
        <source>No assistant fits</source>
        <translation>没有符合的助手</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name}（副本）</translation>
    </message>
    <message>
        <source>Assistant saved: {name}</source>
        <translation>已保存助手：{name}</translation>
    </message>
    <message>
        <source>Assistant deleted: {name}</source>
        <translation>已删除助手：{name}</translation>
    </message>
</context>
<context>
    <name>IconPicker</name>
    <message>
        <source>or a letter or emoji; empty takes the first of the name</source>
        <translation>或一个字、字母、表情；留空则取名称的第一个字</translation>
    </message>
    <message>
        <source>Letter or emoji</source>
        <translation>文字或表情</translation>
    </message>
    <message>
        <source>Icon {name}</source>
        <translation>图标 {name}</translation>
    </message>
</context>
</TS>
