<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>EntryList</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Conversations in the file</source>
        <translation>文件里的对话</translation>
    </message>
    <message>
        <source>already here</source>
        <translation>已经在这里</translation>
    </message>
    <message>
        <source>without {losses}</source>
        <translation>缺少 {losses}</translation>
    </message>
</context>
<context>
    <name>ImportDesk</name>
    <message>
        <source>Exports and backups ({patterns})</source>
        <translation>导出和备份文件 ({patterns})</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>Reading “{file}”…</source>
        <translation>正在读取“{file}”…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The import was stopped. What had been taken in is in the list.</source>
        <translation>导入已停止，已经导入的在列表里。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>Search titles</source>
        <translation>搜索标题</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Import anew what is already here</source>
        <translation>已经在这里的也重新导入</translation>
    </message>
    <message>
        <source>Into a new folder</source>
        <translation>放进新文件夹</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不放进文件夹</translation>
    </message>
    <message numerus="yes">
        <source>“{file}” comes from {program}. Conversations in it: %n.</source>
        <translation>
            <numerusform>“{file}”来自 {program}，里面有 %n 个对话。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Could not be read: %n more.</source>
        <translation>
            <numerusform>另有 %n 个无法读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>an unknown program</source>
        <translation>未知的程序</translation>
    </message>
    <message>
        <source>The file breaks off; this is what stood before that.</source>
        <translation>文件不完整，这里是中断之前的内容。</translation>
    </message>
    <message>
        <source>Keys and passwords in the file are never read.</source>
        <translation>文件里的密钥和密码不会被读取。</translation>
    </message>
    <message>
        <source>Cannot be carried over: {losses}.</source>
        <translation>无法带过来的有：{losses}。</translation>
    </message>
    <message numerus="yes">
        <source>Import %n</source>
        <translation>
            <numerusform>导入 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportWords</name>
    <message>
        <source>Relay Studio</source>
        <translation>中转工坊</translation>
    </message>
    <message>
        <source>pictures (%n)</source>
        <translation>%n 张图片</translation>
    </message>
    <message>
        <source>files (%n)</source>
        <translation>%n 个文件</translation>
    </message>
    <message>
        <source>recordings (%n)</source>
        <translation>%n 段录音</translation>
    </message>
    <message>
        <source>calls of tools (%n)</source>
        <translation>%n 次工具调用</translation>
    </message>
    <message>
        <source>sources on the web (%n)</source>
        <translation>%n 个网络来源</translation>
    </message>
    <message>
        <source>Conversations imported: %n</source>
        <translation>已导入 %n 个对话</translation>
    </message>
    <message>
        <source>Could not be read: %n</source>
        <translation>%n 个无法读取</translation>
    </message>
    <message>
        <source>Not carried over: {losses}</source>
        <translation>没有带过来：{losses}</translation>
    </message>
</context>
</TS>
