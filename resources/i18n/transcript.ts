<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>FindBar</name>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>{current} of {total}</source>
        <translation>第 {current} 个，共 {total} 个</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>在对话中查找</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy as plain text</source>
        <translation>复制为纯文本</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Regenerate with another model…</source>
        <translation>换个模型重新生成…</translation>
    </message>
    <message>
        <source>Show the answers side by side</source>
        <translation>并排查看各个回答</translation>
    </message>
    <message>
        <source>Branch into a new conversation</source>
        <translation>从这里分出新对话</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on with the tools</source>
        <translation>继续运行工具</translation>
    </message>
    <message>
        <source>Send the whole history</source>
        <translation>带上完整历史发送</translation>
    </message>
    <message>
        <source>Send without those thoughts</source>
        <translation>去掉这些思考再发送</translation>
    </message>
    <message>
        <source>Ask without tools</source>
        <translation>不带工具再问</translation>
    </message>
    <message>
        <source>Use Chat Completions</source>
        <translation>改用 Chat Completions</translation>
    </message>
    <message>
        <source>Fetch the answer</source>
        <translation>取回回答</translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation>换个模型</translation>
    </message>
    <message>
        <source>Provider settings</source>
        <translation>服务商设置</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Previous version</source>
        <translation>上一个版本</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>下一个版本</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Show raw text</source>
        <translation>查看原文</translation>
    </message>
    <message>
        <source>Show JSON as data…</source>
        <translation>以表格或树查看 JSON…</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Save code as file…</source>
        <translation>将代码存为文件…</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>自动换行</translation>
    </message>
    <message>
        <source>Do not wrap lines</source>
        <translation>取消自动换行</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>打开链接</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Use in Images</source>
        <translation>在「图片」中使用</translation>
    </message>
    <message>
        <source>View picture</source>
        <translation>查看图片</translation>
    </message>
    <message>
        <source>Open with another program</source>
        <translation>用其他程序打开</translation>
    </message>
    <message>
        <source>Save file…</source>
        <translation>保存文件…</translation>
    </message>
    <message>
        <source>Copy LaTeX</source>
        <translation>复制 LaTeX</translation>
    </message>
    <message>
        <source>Copy message as Markdown</source>
        <translation>复制整条消息（Markdown）</translation>
    </message>
    <message>
        <source>Copy message as plain text</source>
        <translation>复制整条消息（纯文本）</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
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
        <source>Waiting for the answer…</source>
        <translation>正在等待回答…</translation>
    </message>
    <message>
        <source>The provider is busy. Trying again in {seconds} s.</source>
        <translation>服务商繁忙，{seconds} 秒后重试。</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>正在思考…</translation>
    </message>
    <message>
        <source>Thought</source>
        <translation>已思考</translation>
    </message>
    <message>
        <source>Thought for less than a second</source>
        <translation>思考不到 1 秒</translation>
    </message>
    <message>
        <source>Thought for {seconds} s</source>
        <translation>思考了 {seconds} 秒</translation>
    </message>
    <message>
        <source>Thought for {minutes} min {seconds} s</source>
        <translation>思考了 {minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>你已停止这条回答。</translation>
    </message>
    <message>
        <source>This answer was cut off. What had come is kept.</source>
        <translation>回答中途断开，已收到的内容都保留着。</translation>
    </message>
    <message>
        <source>Not all tools were run. None of them runs by itself now.</source>
        <translation>有的工具还没有运行，现在不会自行运行。</translation>
    </message>
    <message>
        <source>The provider goes on with this answer. Fetching it costs nothing more.</source>
        <translation>服务商仍在生成这个回答，取回不再收费。</translation>
    </message>
    <message>
        <source>The provider works on it in the background. This may take many minutes.</source>
        <translation>服务商正在后台生成，可能要很多分钟。</translation>
    </message>
    <message>
        <source>The model reached its length limit.</source>
        <translation>回答达到了模型的长度上限。</translation>
    </message>
    <message>
        <source>A content filter ended this answer.</source>
        <translation>内容过滤器终止了这条回答。</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n lines</source>
        <translation>
            <numerusform>显示全部 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>first token after {seconds} s</source>
        <translation>首 token {seconds} 秒</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} tokens/秒</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 条新消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>回到最新消息</translation>
    </message>
    <message>
        <source>Picture from {host} — click to load</source>
        <translation>来自 {host} 的图片，点击加载</translation>
    </message>
    <message>
        <source>This picture cannot be shown</source>
        <translation>这张图片无法显示</translation>
    </message>
    <message>
        <source>Play {name}</source>
        <translation>播放 {name}</translation>
    </message>
    <message>
        <source>Pause {name}</source>
        <translation>暂停 {name}</translation>
    </message>
    <message>
        <source>Place in {name}</source>
        <translation>{name} 的播放位置</translation>
    </message>
    <message>
        <source>No speakers or headphones found.</source>
        <translation>未找到扬声器或耳机。</translation>
    </message>
    <message>
        <source>The file is gone.</source>
        <translation>文件已不在。</translation>
    </message>
    <message>
        <source>This sound cannot be played here.</source>
        <translation>此音频无法在这里播放。</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
</context>
</TS>
