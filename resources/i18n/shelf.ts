<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Found in the file</source>
        <translation>文件里的内容</translation>
    </message>
    <message>
        <source>Found in the file: {count}</source>
        <translation>文件里共有 {count} 条</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>(without a name)</source>
        <translation>（没有名称）</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>takes the place of the one that is there</source>
        <translation>将替换已有的同一条</translation>
    </message>
    <message>
        <source>there already</source>
        <translation>已经有了</translation>
    </message>
    <message>
        <source>cannot be used: {problem}</source>
        <translation>无法使用：{problem}</translation>
    </message>
    <message>
        <source>it has no name, or one that is too long</source>
        <translation>没有名称，或名称太长</translation>
    </message>
    <message>
        <source>it has no title, or one that is too long</source>
        <translation>没有标题，或标题太长</translation>
    </message>
    <message>
        <source>it has no text</source>
        <translation>没有内容</translation>
    </message>
    <message>
        <source>a variable of its first message cannot be read</source>
        <translation>首条消息里的变量写法有误</translation>
    </message>
    <message>
        <source>its answer format cannot be read</source>
        <translation>回答格式无法读取</translation>
    </message>
    <message>
        <source>a variable of its text cannot be read</source>
        <translation>内容里的变量写法有误</translation>
    </message>
    <message>
        <source>Import {count}</source>
        <translation>导入 {count} 条</translation>
    </message>
</context>
<context>
    <name>ShelfExchange</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Imported: {count}</source>
        <translation>已导入 {count} 条</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
</context>
<context>
    <name>ShelfKeeper</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>ShelfManager</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Bring shipped ones back</source>
        <translation>找回自带的</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>上移（Alt+↑）</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>下移（Alt+↓）</translation>
    </message>
    <message>
        <source>Back to the shipped words</source>
        <translation>恢复自带内容</translation>
    </message>
</context>
</TS>
