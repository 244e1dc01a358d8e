<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ExportContents</name>
    <message>
        <source>Messages: %n</source>
        <translation>%n 条消息</translation>
    </message>
    <message>
        <source>%n more in other branches</source>
        <translation>其他分支还有 %n 条</translation>
    </message>
    <message>
        <source>Files: %n</source>
        <translation>%n 个文件</translation>
    </message>
    <message>
        <source>{files}, left out</source>
        <translation>{files}，不包含</translation>
    </message>
    <message>
        <source>in a folder beside it</source>
        <translation>放在旁边的文件夹里</translation>
    </message>
    <message>
        <source>pictures are shown, others named</source>
        <translation>图片会显示，其他只列出名称</translation>
    </message>
    <message>
        <source>inside the file</source>
        <translation>写在文件里</translation>
    </message>
    <message>
        <source>Everything but keys, with all branches and settings.</source>
        <translation>除密钥外的全部内容，包括所有分支和设置。</translation>
    </message>
    <message>
        <source>One file without scripts that loads nothing from the web.</source>
        <translation>单个文件，不含脚本，不从网络加载任何内容。</translation>
    </message>
    <message>
        <source>A very long conversation becomes several pictures.</source>
        <translation>很长的对话会分成几张图片。</translation>
    </message>
</context>
<context>
    <name>ExportDesk</name>
    <message>
        <source>Exported to {name}</source>
        <translation>已导出到 {name}</translation>
    </message>
    <message numerus="yes">
        <source>Exported %n files to {folder}</source>
        <translation>
            <numerusform>已导出 %n 个文件到 {folder}</numerusform>
        </translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Export to this folder</source>
        <translation>导出到这个文件夹</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message numerus="yes">
        <source>Export %n conversations</source>
        <translation>
            <numerusform>导出 %n 个对话</numerusform>
        </translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件格式</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Web page (HTML)</source>
        <translation>网页（HTML）</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>JSON, to be imported again</source>
        <translation>JSON，可再次导入</translation>
    </message>
    <message>
        <source>Long picture (PNG)</source>
        <translation>长图（PNG）</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>As the reader&apos;s system</source>
        <translation>跟随阅读者的系统</translation>
    </message>
    <message>
        <source>All branches</source>
        <translation>所有分支</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>Thoughts of the model</source>
        <translation>模型的思考过程</translation>
    </message>
    <message>
        <source>Calls of tools</source>
        <translation>工具调用</translation>
    </message>
    <message>
        <source>Times, models and the system prompt</source>
        <translation>时间、模型和系统提示词</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
</context>
<context>
    <name>ExportWords</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Thought</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>Thought for {seconds} s</source>
        <translation>思考了 {seconds} 秒</translation>
    </message>
    <message>
        <source>Tool call: {name}</source>
        <translation>调用工具：{name}</translation>
    </message>
    <message>
        <source>Result of {name}</source>
        <translation>{name} 的结果</translation>
    </message>
    <message>
        <source>{name} failed</source>
        <translation>{name} 失败</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Picture from the web: {link}</source>
        <translation>网络图片：{link}</translation>
    </message>
    <message>
        <source>{name} (the file is not here any more)</source>
        <translation>{name}（文件已不在）</translation>
    </message>
    <message>
        <source>This answer was stopped.</source>
        <translation>这个回答被停止了。</translation>
    </message>
    <message>
        <source>This answer was cut off.</source>
        <translation>这个回答中断了。</translation>
    </message>
    <message>
        <source>This answer failed.</source>
        <translation>这个回答失败了。</translation>
    </message>
    <message>
        <source>Branch {number}</source>
        <translation>分支 {number}</translation>
    </message>
    <message>
        <source>Another beginning</source>
        <translation>另一个开头</translation>
    </message>
    <message>
        <source>Goes on after: {excerpt}</source>
        <translation>接在这之后：{excerpt}</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个 token</translation>
    </message>
    <message>
        <source>Exported from Relay Studio on {date}</source>
        <translation>{date} 从中转工坊导出</translation>
    </message>
    <message>
        <source>Page {page}</source>
        <translation>第 {page} 页</translation>
    </message>
</context>
</TS>
