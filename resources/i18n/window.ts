<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CommandPalette</name>
    <message>
        <source>Jump to a page, profile, model or conversation</source>
        <translation>跳转到页面、服务商、模型或对话</translation>
    </message>
    <message>
        <source>Jump to</source>
        <translation>跳转到</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>没有匹配的内容</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Jump to anything  (Ctrl+P)</source>
        <translation>快速跳转  (Ctrl+P)</translation>
    </message>
    <message>
        <source>Jump to anything</source>
        <translation>快速跳转</translation>
    </message>
    <message>
        <source>Jump to…</source>
        <translation>跳转到…</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Relay Studio</source>
        <translation>中转工坊</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
</context>
</TS>
