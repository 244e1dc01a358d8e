<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AttachmentChip</name>
    <message>
        <source>Show the text of {name}</source>
        <translation>查看“{name}”的文字</translation>
    </message>
    <message>
        <source>Make {name} smaller</source>
        <translation>缩小“{name}”</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>移除 {name}</translation>
    </message>
    <message>
        <source>This model cannot take this file</source>
        <translation>此模型不接收这个文件</translation>
    </message>
    <message>
        <source>This model cannot see pictures</source>
        <translation>此模型看不到图片</translation>
    </message>
    <message>
        <source>Sent as a picture, {size} as base64</source>
        <translation>以图片发送，编码后约 {size}</translation>
    </message>
    <message>
        <source>How it is sent depends on the model</source>
        <translation>发送方式取决于模型</translation>
    </message>
    <message>
        <source>Sent as a file, {size} as base64</source>
        <translation>以文件发送，base64 后 {size}</translation>
    </message>
    <message>
        <source>Sent as text</source>
        <translation>以文本发送</translation>
    </message>
</context>
<context>
    <name>AttachmentDesk</name>
    <message>
        <source>pasted picture.png</source>
        <translation>粘贴的图片.png</translation>
    </message>
    <message>
        <source>pasted text.txt</source>
        <translation>粘贴的文本.txt</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>添加文件</translation>
    </message>
</context>
<context>
    <name>ChatEntries</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>New conversation with an assistant</source>
        <translation>用助手开始新对话</translation>
    </message>
    <message>
        <source>Assistants</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>Search all conversations</source>
        <translation>搜索全部对话</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>在此对话中查找</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Export this conversation…</source>
        <translation>导出这个对话…</translation>
    </message>
    <message>
        <source>Import conversations…</source>
        <translation>导入对话…</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Attach files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>System prompt and parameters</source>
        <translation>系统提示词与参数</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Parameters, some are set</source>
        <translation>参数（已修改）</translation>
    </message>
    <message>
        <source>Ask several models at once</source>
        <translation>同时问多个模型</translation>
    </message>
    <message>
        <source>Rewriting an answer: your version stands beside it, nothing is sent</source>
        <translation>正在改写回答：你的版本会与原回答并列，不会发送请求</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Model of this conversation: {model}</source>
        <translation>此对话的模型：{model}</translation>
    </message>
    <message>
        <source>Model: {model}</source>
        <translation>模型：{model}</translation>
    </message>
    <message>
        <source>Tools that the model may call</source>
        <translation>模型可以调用的工具</translation>
    </message>
    <message numerus="yes">
        <source>Tools, %n chosen</source>
        <translation>
            <numerusform>工具，已选 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Attach pictures, documents, sounds or films</source>
        <translation>添加图片、文档、音频或视频</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>停止（Esc）</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Editing an earlier message: sending starts a new branch</source>
        <translation>正在修改之前的消息，发送后会生成新分支</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ComposerInput</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Message — Enter sends, Shift+Enter starts a new line</source>
        <translation>输入消息，Enter 发送，Shift+Enter 换行</translation>
    </message>
    <message>
        <source>Message — Ctrl+Enter sends</source>
        <translation>输入消息，Ctrl+Enter 发送</translation>
    </message>
</context>
<context>
    <name>ConversationDelegate</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>ConversationHead</name>
    <message>
        <source>What this conversation has cost so far</source>
        <translation>这段对话目前的花费</translation>
    </message>
    <message>
        <source>Show the list (Ctrl+B)</source>
        <translation>显示列表（Ctrl+B）</translation>
    </message>
    <message>
        <source>New conversation (Ctrl+N)</source>
        <translation>新对话（Ctrl+N）</translation>
    </message>
</context>
<context>
    <name>ConversationListModel</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>已置顶</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation>过去 7 天</translation>
    </message>
    <message>
        <source>Previous 30 days</source>
        <translation>过去 30 天</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>更早</translation>
    </message>
</context>
<context>
    <name>ConversationListPanel</name>
    <message>
        <source>Search all conversations</source>
        <translation>搜索全部对话</translation>
    </message>
    <message>
        <source>Search all conversations (Ctrl+Shift+F)</source>
        <translation>搜索全部对话（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>New conversation (Ctrl+N)</source>
        <translation>新对话（Ctrl+N）</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Hide the list (Ctrl+B)</source>
        <translation>隐藏列表（Ctrl+B）</translation>
    </message>
    <message>
        <source>Back to all conversations</source>
        <translation>返回全部对话</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Nothing is archived</source>
        <translation>没有已归档的对话</translation>
    </message>
    <message>
        <source>Your conversations appear here</source>
        <translation>你的对话会显示在这里</translation>
    </message>
</context>
<context>
    <name>CostLine</name>
    <message>
        <source>about {amount} · long history</source>
        <translation>约 {amount} · 历史较长</translation>
    </message>
    <message>
        <source>about {amount}</source>
        <translation>约 {amount}</translation>
    </message>
    <message>
        <source>{amount} so far</source>
        <translation>已花费 {amount}</translation>
    </message>
    <message>
        <source>An estimate: about {prompt} tokens are sent, and an answer of {answer} is usual.</source>
        <translation>估算：约发送 {prompt} 个 token，通常回答 {answer} 个。</translation>
    </message>
    <message>
        <source>What the provider has in its cache costs less.</source>
        <translation>服务商缓存命中的部分会更便宜。</translation>
    </message>
    <message>
        <source>All that was said goes along each time. A new conversation would cost less.</source>
        <translation>每次都会带上之前的全部内容，新开对话会更省。</translation>
    </message>
    <message>
        <source>This conversation: {amount}</source>
        <translation>这段对话：{amount}</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>实际应答模型</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Finish reason</source>
        <translation>结束原因</translation>
    </message>
    <message>
        <source>Prompt tokens</source>
        <translation>输入 token</translation>
    </message>
    <message>
        <source>of these from the cache</source>
        <translation>其中缓存命中</translation>
    </message>
    <message>
        <source>Completion tokens</source>
        <translation>输出 token</translation>
    </message>
    <message>
        <source>of these for thinking</source>
        <translation>其中思考</translation>
    </message>
    <message>
        <source>First token after</source>
        <translation>首 token 用时</translation>
    </message>
    <message>
        <source>as the provider says</source>
        <translation>服务商告知</translation>
    </message>
    <message>
        <source>estimated: the provider counted no tokens</source>
        <translation>估算值：服务商没有返回 token 用量</translation>
    </message>
    <message>
        <source>by the provider&apos;s prices</source>
        <translation>按服务商价格计算</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>The whole conversation so far</source>
        <translation>整段对话目前的花费</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>错误码</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>请求 ID</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>返回内容</translation>
    </message>
</context>
<context>
    <name>DocumentLook</name>
    <message>
        <source>Text of {name}</source>
        <translation>“{name}”的文字</translation>
    </message>
    <message>
        <source>Reading the document…</source>
        <translation>正在读取文档…</translation>
    </message>
    <message>
        <source>Text that is sent</source>
        <translation>将要发送的文字</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{count} characters</source>
        <translation>{count} 个字符</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>The document is longer: only this beginning is sent.</source>
        <translation>文档更长，只发送开头这一部分。</translation>
    </message>
</context>
<context>
    <name>DropVeil</name>
    <message>
        <source>Drop to attach</source>
        <translation>松开即可添加</translation>
    </message>
</context>
<context>
    <name>FileDesk</name>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
</context>
<context>
    <name>FormatField</name>
    <message>
        <source>Answer format</source>
        <translation>回答格式</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Answer format: {told}</source>
        <translation>回答格式：{told}</translation>
    </message>
    <message>
        <source>as it likes</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>JSON by the schema “{name}”</source>
        <translation>按 Schema“{name}”的 JSON</translation>
    </message>
</context>
<context>
    <name>LinkChip</name>
    <message>
        <source>A video by link, fetched by the gateway</source>
        <translation>视频链接，由网关下载</translation>
    </message>
    <message>
        <source>A sound by link, fetched by the gateway</source>
        <translation>音频链接，由网关下载</translation>
    </message>
    <message>
        <source>A document by link, fetched by the gateway</source>
        <translation>文档链接，由网关下载</translation>
    </message>
    <message>
        <source>A picture by link, fetched by the gateway</source>
        <translation>图片链接，由网关下载</translation>
    </message>
    <message>
        <source>As text</source>
        <translation>作为文字</translation>
    </message>
    <message>
        <source>Write the address into the message instead</source>
        <translation>改为把地址写进消息</translation>
    </message>
    <message>
        <source>Remove the link</source>
        <translation>移除链接</translation>
    </message>
</context>
<context>
    <name>ListActions</name>
    <message>
        <source>Archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>Unarchived</source>
        <translation>已取消归档</translation>
    </message>
    <message>
        <source>{count} conversations deleted</source>
        <translation>已删除 {count} 个对话</translation>
    </message>
    <message>
        <source>Conversation deleted</source>
        <translation>已删除对话</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Folder removed, its conversations are kept</source>
        <translation>文件夹已删除，其中的对话仍保留</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>ListMenus</name>
    <message>
        <source>New conversation with an assistant…</source>
        <translation>用助手开始新对话…</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Show archived conversations</source>
        <translation>查看已归档的对话</translation>
    </message>
    <message>
        <source>Import conversations…</source>
        <translation>导入对话…</translation>
    </message>
    <message>
        <source>Rename folder</source>
        <translation>重命名文件夹</translation>
    </message>
    <message>
        <source>Remove folder</source>
        <translation>删除文件夹</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Unarchive</source>
        <translation>取消归档</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>移到文件夹</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>不放入文件夹</translation>
    </message>
</context>
<context>
    <name>MessageActions</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Message deleted, with all below it</source>
        <translation>已删除此消息及其后的内容</translation>
    </message>
</context>
<context>
    <name>ModelMentions</name>
    <message>
        <source>Enter switches the model of this conversation · Esc closes</source>
        <translation>回车切换当前对话的模型 · Esc 关闭</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Refresh the list</source>
        <translation>刷新列表</translation>
    </message>
    <message>
        <source>More chat models</source>
        <translation>其他对话模型</translation>
    </message>
    <message>
        <source>Not made for conversations</source>
        <translation>非对话模型</translation>
    </message>
    <message>
        <source>sees pictures</source>
        <translation>可看图</translation>
    </message>
    <message>
        <source>The list could not be read. A model&apos;s name can be typed.</source>
        <translation>无法读取模型列表，可以直接输入模型名称。</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>thinks</source>
        <translation>会思考</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Not in the list. Enter uses «%1» all the same.</source>
        <translation>列表中没有，按 Enter 仍可使用“%1”。</translation>
    </message>
    <message>
        <source>This provider&apos;s list has not been read yet.</source>
        <translation>尚未读取此服务商的模型列表。</translation>
    </message>
</context>
<context>
    <name>OptionFields</name>
    <message>
        <source>This model takes each message by itself: neither earlier ones nor the system prompt are sent along.</source>
        <translation>这个模型逐条处理消息：之前的消息和系统提示词都不会一起发送。</translation>
    </message>
</context>
<context>
    <name>ParametersPopover</name>
    <message>
        <source>model&apos;s default</source>
        <translation>模型默认</translation>
    </message>
    <message>
        <source>Let the provider keep the history (Responses)</source>
        <translation>让服务商保存对话历史（Responses）</translation>
    </message>
    <message>
        <source>A message then sends only what is new; the provider stores it all</source>
        <translation>之后每条消息只发送新的内容，全部历史存在服务商那里</translation>
    </message>
    <message>
        <source>Mark what is repeated, so that it costs less (Claude)</source>
        <translation>标记重复的部分以节省费用（Claude）</translation>
    </message>
    <message>
        <source>as the gateway says</source>
        <translation>按服务商的说明</translation>
    </message>
    <message>
        <source>Tools…</source>
        <translation>工具…</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Temperature (0 – 2)</source>
        <translation>温度 Temperature（0 – 2）</translation>
    </message>
    <message>
        <source>Low is steady, high is lively</source>
        <translation>越低越稳定，越高越有变化</translation>
    </message>
    <message>
        <source>Top P (0 – 1)</source>
        <translation>Top P（0 – 1）</translation>
    </message>
    <message>
        <source>Instead of the temperature, not with it</source>
        <translation>与温度二选一，不建议同时设置</translation>
    </message>
    <message>
        <source>Maximum length (tokens)</source>
        <translation>最大输出长度（token）</translation>
    </message>
    <message>
        <source>The answer is cut there</source>
        <translation>回答到此长度即被截断</translation>
    </message>
    <message>
        <source>Reasoning effort</source>
        <translation>思考强度</translation>
    </message>
    <message>
        <source>More thinking uses more tokens</source>
        <translation>思考越多，用量越大</translation>
    </message>
    <message>
        <source>Frequency penalty (−2 – 2)</source>
        <translation>频率惩罚（−2 – 2）</translation>
    </message>
    <message>
        <source>Above 0: fewer repeated words</source>
        <translation>大于 0：减少重复用词</translation>
    </message>
    <message>
        <source>Presence penalty (−2 – 2)</source>
        <translation>存在惩罚（−2 – 2）</translation>
    </message>
    <message>
        <source>Above 0: more new subjects</source>
        <translation>大于 0：更愿意谈新话题</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives similar answers</source>
        <translation>相同种子，回答更接近</translation>
    </message>
    <message>
        <source>Shown as ‹ 1/3 ›; each one is charged</source>
        <translation>以 ‹ 1/3 › 切换查看，每个都计费</translation>
    </message>
    <message>
        <source>Stop sequences, one per line</source>
        <translation>停止序列（每行一个）</translation>
    </message>
    <message>
        <source>Number of answers (1 – 8)</source>
        <translation>回答数量（1 – 8）</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Extra JSON for the request body</source>
        <translation>附加到请求体的 JSON</translation>
    </message>
    <message>
        <source>How the model should behave in this conversation</source>
        <translation>希望模型在此对话中如何表现</translation>
    </message>
    <message>
        <source>Show the answer while it is written (streaming)</source>
        <translation>边生成边显示（流式）</translation>
    </message>
    <message>
        <source>Search the web</source>
        <translation>联网搜索</translation>
    </message>
    <message>
        <source>With the maker&apos;s own search; it is charged apart</source>
        <translation>用原厂自带的搜索，另外计费</translation>
    </message>
    <message>
        <source>Read the web pages that I name (Gemini)</source>
        <translation>读取我给出的网页（Gemini）</translation>
    </message>
    <message>
        <source>Run code (Gemini, Responses)</source>
        <translation>运行代码（Gemini、Responses）</translation>
    </message>
    <message>
        <source>Back to the defaults</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>The answer ends before any of them</source>
        <translation>回答遇到其中任一内容即停止</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Claude&apos;s and Gemini&apos;s own keep their thoughts and read PDF files</source>
        <translation>Claude 和 Gemini 自己的协议能保留思考过程，也能读 PDF</translation>
    </message>
    <message>
        <source>This model does not take it</source>
        <translation>此模型不支持该参数</translation>
    </message>
    <message>
        <source>{name}: this number is out of range</source>
        <translation>{name}：数值超出范围</translation>
    </message>
    <message>
        <source>{name}: this cannot be sent</source>
        <translation>{name}：这个值不能发送</translation>
    </message>
    <message>
        <source>The extra JSON is not an object: {reason}</source>
        <translation>附加 JSON 不是有效对象：{reason}</translation>
    </message>
</context>
<context>
    <name>PriceWarning</name>
    <message>
        <source>This may be expensive</source>
        <translation>这可能很贵</translation>
    </message>
    <message>
        <source>{model} searches for many minutes, and one answer can cost tens of dollars. It goes on at the provider even where the connection is cut.</source>
        <translation>{model} 会搜索很多分钟，一次回答可能要花几十美元。即使连接断开，服务商那边也会继续。</translation>
    </message>
    <message>
        <source>Send it</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>不发送</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
</context>
<context>
    <name>ShrinkMenu</name>
    <message>
        <source>Shrink to {side} px</source>
        <translation>缩小到 {side} 像素</translation>
    </message>
    <message>
        <source>{action} (it is not larger)</source>
        <translation>{action}（原图不大于此尺寸）</translation>
    </message>
    <message>
        <source>{action}: {sizes} as base64</source>
        <translation>{action}：base64 后 {sizes}</translation>
    </message>
</context>
<context>
    <name>TranscriptDesk</name>
    <message>
        <source>Only web links are opened. This one is: {address}</source>
        <translation>只会打开网页链接。此链接为：{address}</translation>
    </message>
    <message>
        <source>Use in Images</source>
        <translation>在「图片」中使用</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>What shall we talk about?</source>
        <translation>今天想聊点什么？</translation>
    </message>
    <message>
        <source>The built-in demo answers here: offline, free, and not a real model.</source>
        <translation>这里的回答来自内置演示：离线、免费，不是真实模型。</translation>
    </message>
    <message>
        <source>You are talking through {provider}.</source>
        <translation>当前通过 {provider} 对话。</translation>
    </message>
    <message>
        <source>What can this studio do?</source>
        <translation>这个软件能做什么？</translation>
    </message>
    <message>
        <source>How do I add my first key?</source>
        <translation>怎么添加我的第一个密钥？</translation>
    </message>
    <message>
        <source>Show me everything Markdown can do</source>
        <translation>展示一下 Markdown 的全部效果</translation>
    </message>
    <message>
        <source>Think step by step: chickens and rabbits in a cage</source>
        <translation>请一步步思考：鸡兔同笼</translation>
    </message>
</context>
</TS>
