<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AdaptersEditor</name>
    <message>
        <source>Task adapters</source>
        <translation>任务适配器</translation>
    </message>
    <message>
        <source>How asynchronous pictures are asked for where no document tells for certain. A place in an answer is written like data.0.url; of several, separated by spaces, the first that holds something counts. Status words beyond the usual ones are separated by spaces too.</source>
        <translation>没有可靠文档的异步出图接口，在这里写明怎么提交和查询。返回内容里的位置写成 data.0.url 这样；可用空格隔开写多个，取第一个有内容的。常见状态词之外的词也用空格隔开。</translation>
    </message>
    <message>
        <source>Task adapter</source>
        <translation>任务适配器</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>恢复预设</translation>
    </message>
    <message>
        <source>For models (* stands for anything)</source>
        <translation>用于哪些模型（* 代表任意内容）</translation>
    </message>
    <message>
        <source>Path to submit</source>
        <translation>提交路径</translation>
    </message>
    <message>
        <source>Sent as (json or form)</source>
        <translation>发送格式（json 或 form）</translation>
    </message>
    <message>
        <source>Always sent along (JSON)</source>
        <translation>固定附带的参数（JSON）</translation>
    </message>
    <message>
        <source>Place of the task&apos;s id</source>
        <translation>任务 ID 的位置</translation>
    </message>
    <message>
        <source>Path to ask at</source>
        <translation>查询路径</translation>
    </message>
    <message>
        <source>Asked by (GET or POST)</source>
        <translation>查询方式（GET 或 POST）</translation>
    </message>
    <message>
        <source>Place of the status</source>
        <translation>状态的位置</translation>
    </message>
    <message>
        <source>Words for waiting</source>
        <translation>表示排队的词</translation>
    </message>
    <message>
        <source>Words for running</source>
        <translation>表示进行中的词</translation>
    </message>
    <message>
        <source>Words for done</source>
        <translation>表示完成的词</translation>
    </message>
    <message>
        <source>Words for failed</source>
        <translation>表示失败的词</translation>
    </message>
    <message>
        <source>Place of the progress</source>
        <translation>进度的位置</translation>
    </message>
    <message>
        <source>Place of the results</source>
        <translation>结果的位置</translation>
    </message>
    <message>
        <source>Place of the error</source>
        <translation>错误信息的位置</translation>
    </message>
</context>
<context>
    <name>BasicsForm</name>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Paste an address, or the seller&apos;s whole message</source>
        <translation>粘贴地址，或卖家发来的整段内容</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What you call this provider</source>
        <translation>给这个服务商起个名字</translation>
    </message>
    <message>
        <source>Get a key at {0}</source>
        <translation>到 {0} 获取密钥</translation>
    </message>
    <message>
        <source>Will call {0}. Without https, others on the way can read the key.</source>
        <translation>将请求 {0}。未使用 https，密钥在途中可能被他人看到。</translation>
    </message>
    <message>
        <source>Will call {0}</source>
        <translation>将请求 {0}</translation>
    </message>
</context>
<context>
    <name>ChecksView</name>
    <message>
        <source>Key valid</source>
        <translation>密钥有效</translation>
    </message>
    <message>
        <source>No key needed</source>
        <translation>无需密钥</translation>
    </message>
    <message>
        <source>This site does not show balances</source>
        <translation>此网站不提供余额查询</translation>
    </message>
    <message>
        <source>{0} cannot be reached</source>
        <translation>{0} 无法连接</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>Reachable, but slow: {0}</source>
        <translation>已连通，但较慢：{0}</translation>
    </message>
    <message>
        <source>Reachable in {0}</source>
        <translation>已连通，{0}</translation>
    </message>
    <message>
        <source>Models: {0} ({1})</source>
        <translation>可用模型 {0} 个（{1}）</translation>
    </message>
    <message>
        <source>Looking for the site…</source>
        <translation>正在连接网站…</translation>
    </message>
    <message>
        <source>Trying the key…</source>
        <translation>正在验证密钥…</translation>
    </message>
    <message>
        <source>Asking for the balance…</source>
        <translation>正在查询余额…</translation>
    </message>
    <message>
        <source>Measuring the backup addresses…</source>
        <translation>正在测试备用地址…</translation>
    </message>
    <message>
        <source>Nothing is left ({0}). Top up at the site before you go on.</source>
        <translation>余额已用完（{0}），请先到网站充值。</translation>
    </message>
    <message>
        <source>Balance {0}</source>
        <translation>余额 {0}</translation>
    </message>
    <message>
        <source>Balance of this key: {0}</source>
        <translation>此密钥余额 {0}</translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation>使用 {0}</translation>
    </message>
</context>
<context>
    <name>DefaultModel</name>
    <message>
        <source>Model for new conversations</source>
        <translation>新对话使用的模型</translation>
    </message>
    <message>
        <source>The studio chooses</source>
        <translation>自动选择</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Paste whatever your seller gave you</source>
        <translation>粘贴卖家给你的内容即可</translation>
    </message>
    <message>
        <source>A key, a web address, an import link or the whole message. We pick out what matters.</source>
        <translation>密钥、网址、导入链接或整段说明文字都可以，软件会自动识别。</translation>
    </message>
    <message>
        <source>For example https://api.example.com and sk-…</source>
        <translation>例如 https://api.example.com 和 sk-…</translation>
    </message>
    <message>
        <source>What your seller gave you</source>
        <translation>卖家给你的内容</translation>
    </message>
    <message>
        <source>Read clipboard</source>
        <translation>从剪贴板读取</translation>
    </message>
    <message>
        <source>Try the built-in demo</source>
        <translation>试用内置演示</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后再说</translation>
    </message>
    <message>
        <source>Import from another app</source>
        <translation>导入其他软件的配置</translation>
    </message>
    <message>
        <source>Your key stays in this computer&apos;s keyring. Nothing is uploaded.</source>
        <translation>密钥只保存在本机的系统钥匙串，不会上传。</translation>
    </message>
    <message>
        <source>One thing missing: the address of the site where you bought it.</source>
        <translation>还缺网址：请填写购买网站的网址。</translation>
    </message>
    <message>
        <source>One thing missing: the key.</source>
        <translation>还缺密钥：请把密钥也粘贴进来。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Only for this session</source>
        <translation>仅本次使用</translation>
    </message>
</context>
<context>
    <name>HiddenModels</name>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>Models that are shown</source>
        <translation>显示的模型</translation>
    </message>
</context>
<context>
    <name>KeyEntry</name>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Paste the key from the clipboard</source>
        <translation>从剪贴板粘贴密钥</translation>
    </message>
    <message>
        <source>Kept in this computer&apos;s keyring, never in a file.</source>
        <translation>保存在本机的系统钥匙串，绝不写入文件。</translation>
    </message>
    <message>
        <source>Asking the keyring…</source>
        <translation>正在读取钥匙串…</translation>
    </message>
    <message>
        <source>Stored in {0}. Type another key to replace it.</source>
        <translation>已存入{0}。输入新密钥即可替换。</translation>
    </message>
    <message>
        <source>Only for this session: the key is gone when the studio is closed.</source>
        <translation>仅本次使用：关闭软件后密钥即被清除。</translation>
    </message>
    <message>
        <source>Locked: unlock the keyring to use this key, or type it again.</source>
        <translation>钥匙串已锁定：请解锁后使用，或重新输入密钥。</translation>
    </message>
    <message>
        <source>The keyring no longer has this key. Type it again.</source>
        <translation>钥匙串里已没有这个密钥，请重新输入。</translation>
    </message>
    <message>
        <source>The keyring does not answer, so the key cannot be used now.</source>
        <translation>钥匙串没有响应，暂时无法使用这个密钥。</translation>
    </message>
    <message>
        <source>Hide the key</source>
        <translation>隐藏密钥</translation>
    </message>
    <message>
        <source>Show the key</source>
        <translation>显示密钥</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Label of the key {0}</source>
        <translation>密钥 {0} 的标签</translation>
    </message>
    <message>
        <source>Use it again</source>
        <translation>恢复使用</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
</context>
<context>
    <name>KeysEditor</name>
    <message>
        <source>Another key</source>
        <translation>另一个密钥</translation>
    </message>
    <message>
        <source>Add key</source>
        <translation>添加密钥</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>Backup address</source>
        <translation>备用地址</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>无法连接</translation>
    </message>
</context>
<context>
    <name>LinesEditor</name>
    <message>
        <source>Add address</source>
        <translation>添加地址</translation>
    </message>
    <message>
        <source>The site lists this address</source>
        <translation>网站公布的地址</translation>
    </message>
</context>
<context>
    <name>MoreForm</name>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>青色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>When a key is refused or used too often, the next one takes over.</source>
        <translation>某个密钥被拒绝或请求过于频繁时，自动换用下一个。</translation>
    </message>
    <message>
        <source>Backup addresses</source>
        <translation>备用地址</translation>
    </message>
    <message>
        <source>The next one is tried when the one before cannot be reached. “Test” measures each.</source>
        <translation>前一个连不上时自动换下一个。点“检测”可测量各地址的延迟。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Price group</source>
        <translation>价格分组</translation>
    </message>
    <message>
        <source>The group of your key at the provider decides what you pay.</source>
        <translation>密钥在服务商处所属的分组决定价格。</translation>
    </message>
    <message>
        <source>Model for new conversations</source>
        <translation>新对话使用的模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Where you bought it, until when it is valid …</source>
        <translation>购买网站、有效期等</translation>
    </message>
</context>
<context>
    <name>MovableRow</name>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>NetworkForm</name>
    <message>
        <source>Same as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>No proxy</source>
        <translation>不使用代理</translation>
    </message>
    <message>
        <source>HTTP proxy</source>
        <translation>HTTP 代理</translation>
    </message>
    <message>
        <source>SOCKS5 proxy</source>
        <translation>SOCKS5 代理</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Proxy address</source>
        <translation>代理地址</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Connect within (s)</source>
        <translation>连接超时（秒）</translation>
    </message>
    <message>
        <source>First answer within (s)</source>
        <translation>首次回应超时（秒）</translation>
    </message>
    <message>
        <source>Longest silence (s)</source>
        <translation>最长无响应（秒）</translation>
    </message>
    <message>
        <source>One per line, as Name: value. Keys and passwords among them go to the keyring.</source>
        <translation>每行一个，写成“名称: 值”。其中的密钥和密码会存入钥匙串。</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>附加请求头</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>Edit</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>{0} providers found</source>
        <translation>找到 {0} 个服务商</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Key {0}</source>
        <translation>密钥 {0}</translation>
    </message>
    <message>
        <source>Keys: {0}</source>
        <translation>密钥 {0}</translation>
    </message>
    <message>
        <source>Without https, others on the way can read the key.</source>
        <translation>未使用 https，密钥在途中可能被他人看到。</translation>
    </message>
</context>
<context>
    <name>OfferPicker</name>
    <message>
        <source>{0} providers found</source>
        <translation>找到 {0} 个服务商</translation>
    </message>
    <message>
        <source>Add this one…</source>
        <translation>添加此项…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>PriceGroupChoice</name>
    <message>
        <source>As the gateway&apos;s log says</source>
        <translation>按服务商日志自动判断</translation>
    </message>
    <message>
        <source>Price group</source>
        <translation>价格分组</translation>
    </message>
</context>
<context>
    <name>ProfileDesk</name>
    <message>
        <source>Settings of Cherry Studio, Chatbox, NextChat, Claude Code, Codex …</source>
        <translation>选择 Cherry Studio、Chatbox、NextChat、Claude Code、Codex 等的配置文件</translation>
    </message>
    <message>
        <source>Settings and exports</source>
        <translation>配置与导出文件</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>Add a provider</source>
        <translation>添加服务商</translation>
    </message>
    <message>
        <source>Edit provider</source>
        <translation>编辑服务商</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Only free calls are made</source>
        <translation>只发送免费的请求</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close without saving the changes?</source>
        <translation>不保存更改就关闭吗？</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃更改</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>继续编辑</translation>
    </message>
</context>
<context>
    <name>ProfileEntries</name>
    <message>
        <source>Add a provider</source>
        <translation>添加服务商</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Import providers from another app</source>
        <translation>从其他软件导入服务商</translation>
    </message>
    <message>
        <source>Manage providers</source>
        <translation>管理服务商</translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation>使用 {0}</translation>
    </message>
</context>
<context>
    <name>ProfileListDialog</name>
    <message>
        <source>Providers</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Add a provider</source>
        <translation>添加服务商</translation>
    </message>
    <message>
        <source>Remove {0} and its keys from the keyring?</source>
        <translation>移除 {0}，并从钥匙串删除它的密钥吗？</translation>
    </message>
    <message>
        <source>Conversations that used it: {0}. They stay and can be read.</source>
        <translation>有 {0} 个对话使用过它，对话会保留，仍可阅读。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>{0} The keys could not be removed.</source>
        <translation>{0}密钥未能删除。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Remove anyway</source>
        <translation>仍然移除</translation>
    </message>
</context>
<context>
    <name>ProfileSaving</name>
    <message>
        <source>Open {0}</source>
        <translation>打开 {0}</translation>
    </message>
    <message>
        <source>This is there already, as {0}.</source>
        <translation>已经有了，名称是 {0}。</translation>
    </message>
    <message>
        <source>Add the key to it</source>
        <translation>把密钥加进去</translation>
    </message>
    <message>
        <source>{0} has this address already.</source>
        <translation>{0} 已使用这个地址。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Only for this session</source>
        <translation>仅本次使用</translation>
    </message>
</context>
<context>
    <name>ProfileSwitcher</name>
    <message>
        <source>Add a provider</source>
        <translation>添加服务商</translation>
    </message>
    <message>
        <source>Provider: {0}</source>
        <translation>服务商：{0}</translation>
    </message>
    <message>
        <source>Switch the provider</source>
        <translation>切换服务商</translation>
    </message>
</context>
<context>
    <name>ProfileSwitcherList</name>
    <message>
        <source>Providers</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Add a provider…</source>
        <translation>添加服务商…</translation>
    </message>
    <message>
        <source>Spending…</source>
        <translation>花费…</translation>
    </message>
    <message>
        <source>Manage…</source>
        <translation>管理…</translation>
    </message>
</context>
<context>
    <name>Profiles</name>
    <message>
        <source>unlimited</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>{0} points</source>
        <translation>{0} 点</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>audio</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>rerank</source>
        <translation>重排</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>the system keyring (Secret Service)</source>
        <translation>系统钥匙串（Secret Service）</translation>
    </message>
    <message>
        <source>the macOS keychain</source>
        <translation> macOS 钥匙串</translation>
    </message>
    <message>
        <source>the Windows Credential Manager</source>
        <translation> Windows 凭据管理器</translation>
    </message>
    <message>
        <source>this computer&apos;s keyring</source>
        <translation>本机钥匙串</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} 毫秒</translation>
    </message>
    <message>
        <source>Works offline, without a key</source>
        <translation>可离线使用，无需密钥</translation>
    </message>
</context>
</TS>
