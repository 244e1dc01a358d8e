<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CallCards</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Copy result</source>
        <translation>复制结果</translation>
    </message>
    <message>
        <source>Not run</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>Waits for your permission</source>
        <translation>等待你允许</translation>
    </message>
    <message>
        <source>The model wants to use this tool. May it?</source>
        <translation>模型想使用这个工具，允许吗？</translation>
    </message>
    <message>
        <source>Allow once</source>
        <translation>允许一次</translation>
    </message>
    <message>
        <source>Always allow</source>
        <translation>始终允许</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Waits for your result</source>
        <translation>等待你填写结果</translation>
    </message>
    <message>
        <source>You play this function: what does it give back?</source>
        <translation>这个函数由你扮演：它返回什么？</translation>
    </message>
    <message>
        <source>Type the result…</source>
        <translation>填写结果…</translation>
    </message>
    <message>
        <source>Running · {time}</source>
        <translation>运行中 · {time}</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>CallDesk</name>
    <message>
        <source>A tool waits for you</source>
        <translation>有工具在等你</translation>
    </message>
    <message>
        <source>“{conversation}” waits for you: {tool}</source>
        <translation>“{conversation}”在等你：{tool}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>ChoiceTree</name>
    <message>
        <source>Built in</source>
        <translation>内置</translation>
    </message>
</context>
<context>
    <name>FunctionsDialog</name>
    <message>
        <source>Functions by hand</source>
        <translation>手写函数</translation>
    </message>
    <message>
        <source>A JSON list of functions, in the words of any chat format. The model may call them; you type what they give back.</source>
        <translation>一个 JSON 函数列表，任何一种对话协议的写法都可以。模型可以调用它们，结果由你来填写。</translation>
    </message>
    <message>
        <source>Functions as JSON</source>
        <translation>JSON 格式的函数</translation>
    </message>
    <message>
        <source>Insert an example</source>
        <translation>插入示例</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use these functions</source>
        <translation>使用这些函数</translation>
    </message>
    <message>
        <source>Can be called: {names}</source>
        <translation>可以调用：{names}</translation>
    </message>
    <message>
        <source>Cannot be used: {reason}</source>
        <translation>不能使用：{reason}</translation>
    </message>
</context>
<context>
    <name>ResultDialog</name>
    <message>
        <source>Result of a function</source>
        <translation>函数结果</translation>
    </message>
    <message>
        <source>The model calls {name}</source>
        <translation>模型调用了 {name}</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>What it gets back</source>
        <translation>返回给模型的内容</translation>
    </message>
    <message>
        <source>Text or JSON, as the function would give it</source>
        <translation>文本或 JSON，就像函数真的返回一样</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Send as a failure</source>
        <translation>作为失败返回</translation>
    </message>
    <message>
        <source>Send the result</source>
        <translation>返回结果</translation>
    </message>
</context>
<context>
    <name>ServerDialog</name>
    <message>
        <source>Tool server</source>
        <translation>工具服务器</translation>
    </message>
    <message>
        <source>The JSON of another program (“mcpServers”) can be pasted into the command line.</source>
        <translation>也可以把其他程序的 JSON（“mcpServers”）直接粘贴到命令行里。</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
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
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Tools of the server</source>
        <translation>服务器的工具</translation>
    </message>
    <message>
        <source>Starting the server…</source>
        <translation>正在启动服务器…</translation>
    </message>
    <message>
        <source>It works. Tools: {count}</source>
        <translation>可以使用，共 {count} 个工具</translation>
    </message>
    <message>
        <source>Keep them until the studio is closed</source>
        <translation>只保留到程序关闭</translation>
    </message>
</context>
<context>
    <name>ServerForm</name>
    <message>
        <source>Program on this computer</source>
        <translation>本机程序</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>网址</translation>
    </message>
    <message>
        <source>taken from the command or the address</source>
        <translation>不填则按命令或网址取名</translation>
    </message>
    <message>
        <source>where the program is to be started; may stay empty</source>
        <translation>程序在哪里启动，可以不填</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>Working folder</source>
        <translation>工作目录</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Environment, one a line</source>
        <translation>环境变量，每行一个</translation>
    </message>
    <message>
        <source>Headers, one a line</source>
        <translation>请求头，每行一个</translation>
    </message>
    <message>
        <source>Time limit of a call</source>
        <translation>单次调用时限</translation>
    </message>
</context>
<context>
    <name>ServerList</name>
    <message>
        <source>not running</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>does not start</source>
        <translation>无法启动</translation>
    </message>
    <message>
        <source>tools: {count}</source>
        <translation>{count} 个工具</translation>
    </message>
</context>
<context>
    <name>ServersDesk</name>
    <message>
        <source>No tool runs without asking.</source>
        <translation>目前没有免询问的工具。</translation>
    </message>
    <message>
        <source>Ask again before every call?</source>
        <translation>每次调用前都重新询问？</translation>
    </message>
    <message>
        <source>Tools that run without asking now: {count}</source>
        <translation>目前有 {count} 个工具无需询问即可运行。</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新询问</translation>
    </message>
    <message>
        <source>Every tool asks again.</source>
        <translation>所有工具都会重新询问。</translation>
    </message>
</context>
<context>
    <name>ServersDialog</name>
    <message>
        <source>Tool servers</source>
        <translation>工具服务器</translation>
    </message>
    <message>
        <source>Programs and web services that offer tools by the Model Context Protocol (MCP). A server is started when a conversation first uses it.</source>
        <translation>通过模型上下文协议（MCP）提供工具的程序和网络服务。对话第一次用到时才会启动。</translation>
    </message>
    <message>
        <source>No server yet. Add one, or paste the configuration of another program.</source>
        <translation>还没有服务器。可以添加一个，或粘贴其他程序的配置。</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Paste configuration</source>
        <translation>粘贴配置</translation>
    </message>
    <message>
        <source>Takes the “mcpServers” JSON of another program from the clipboard</source>
        <translation>从剪贴板读取其他程序的“mcpServers”JSON</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>立即启动</translation>
    </message>
    <message>
        <source>What the program said</source>
        <translation>程序输出</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>移除“{name}”？</translation>
    </message>
    <message>
        <source>Its keys and permissions are forgotten. Conversations go on without its tools.</source>
        <translation>它的密钥和权限会一并删除，对话将不再使用它的工具。</translation>
    </message>
</context>
<context>
    <name>ToolChooser</name>
    <message>
        <source>Tools of this conversation</source>
        <translation>本对话的工具</translation>
    </message>
    <message>
        <source>Find a tool</source>
        <translation>查找工具</translation>
    </message>
    <message>
        <source>Tool servers…</source>
        <translation>工具服务器…</translation>
    </message>
    <message>
        <source>Starting “{name}”…</source>
        <translation>正在启动“{name}”…</translation>
    </message>
    <message>
        <source>This model is known to take no tools.</source>
        <translation>已知这个模型不支持工具。</translation>
    </message>
    <message>
        <source>Most models take no more than {count} tools.</source>
        <translation>多数模型最多接受 {count} 个工具。</translation>
    </message>
    <message>
        <source>Functions by hand ({count})…</source>
        <translation>手写函数（{count}）…</translation>
    </message>
    <message>
        <source>Write functions by hand…</source>
        <translation>手写函数…</translation>
    </message>
</context>
<context>
    <name>ToolDesk</name>
    <message>
        <source>The tool server “{name}” is being started…</source>
        <translation>正在启动工具服务器“{name}”…</translation>
    </message>
</context>
<context>
    <name>ToolWords</name>
    <message>
        <source>Current time</source>
        <translation>当前时间</translation>
    </message>
    <message>
        <source>Calculator</source>
        <translation>计算器</translation>
    </message>
    <message>
        <source>Read an attached file</source>
        <translation>读取附件</translation>
    </message>
    <message>
        <source>Fetch a web page</source>
        <translation>读取网页</translation>
    </message>
    <message>
        <source>Date, time and time zone, here or elsewhere</source>
        <translation>本地或其他时区的日期和时间</translation>
    </message>
    <message>
        <source>Exact arithmetic and the usual functions</source>
        <translation>精确计算与常用函数</translation>
    </message>
    <message>
        <source>The text of documents in this conversation, part by part</source>
        <translation>分段读取本对话中文档的文字</translation>
    </message>
    <message>
        <source>The text of a page of the open web; asks before each one</source>
        <translation>读取公开网页的文字，每次先询问</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>written by hand</source>
        <translation>手写</translation>
    </message>
</context>
</TS>
