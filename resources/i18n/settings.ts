<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutSection</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>复制版本信息</translation>
    </message>
</context>
<context>
    <name>ElsewhereSection</name>
    <message>
        <source>While you look elsewhere</source>
        <translation>不在看的时候</translation>
    </message>
    <message>
        <source>Tell me when something is done</source>
        <translation>完成时提醒我</translation>
    </message>
    <message>
        <source>By a message of the desktop, while the window is not in front.</source>
        <translation>窗口不在最前时，用系统通知提醒。</translation>
    </message>
    <message>
        <source>Keep the computer awake while something is made</source>
        <translation>生成期间不让电脑休眠</translation>
    </message>
    <message>
        <source>It may sleep again as soon as everything is saved.</source>
        <translation>全部保存之后即可照常休眠。</translation>
    </message>
    <message>
        <source>Ask while something runs</source>
        <translation>有任务时询问</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>留在托盘继续运行</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>When the window is closed</source>
        <translation>关闭窗口时</translation>
    </message>
    <message>
        <source>In the tray jobs go on, and an icon brings the window back.</source>
        <translation>留在托盘时任务会继续，点托盘图标可以重新打开窗口。</translation>
    </message>
    <message>
        <source>This desktop has no tray: the studio ends with its window.</source>
        <translation>当前桌面没有托盘，关闭窗口就会退出。</translation>
    </message>
</context>
<context>
    <name>HostList</name>
    <message>
        <source>Stop loading pictures from {host}</source>
        <translation>不再从 {host} 加载图片</translation>
    </message>
</context>
<context>
    <name>LooksSection</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
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
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Text, icons and spacing grow together.</source>
        <translation>文字、图标和间距一起缩放。</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>减少动效</translation>
    </message>
    <message>
        <source>Nothing slides, fades or blinks.</source>
        <translation>不使用滑动、淡入淡出和闪烁效果。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>SpendingSection</name>
    <message>
        <source>Spending</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>What was spent, prices and keys</source>
        <translation>花费、价格与密钥</translation>
    </message>
    <message>
        <source>By day, model, provider and conversation, beside what the gateways count</source>
        <translation>按天、模型、服务商和对话统计，并与网关的记录对照</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>StorageSection</name>
    <message>
        <source>Your data</source>
        <translation>你的数据</translation>
    </message>
    <message>
        <source>Conversations and profiles</source>
        <translation>对话和服务商</translation>
    </message>
    <message>
        <source>Logs, without keys</source>
        <translation>日志（不含密钥）</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open folder {folder}</source>
        <translation>打开文件夹 {folder}</translation>
    </message>
</context>
<context>
    <name>ToolsSection</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Tool servers</source>
        <translation>工具服务器</translation>
    </message>
    <message>
        <source>Programs and web services whose tools a model may call (MCP).</source>
        <translation>模型可以调用其工具的程序和网络服务（MCP）。</translation>
    </message>
    <message>
        <source>Tool servers…</source>
        <translation>工具服务器…</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Tools for which you chose “Always allow” run without asking.</source>
        <translation>选择过“始终允许”的工具会直接运行。</translation>
    </message>
    <message>
        <source>Ask again for all</source>
        <translation>全部重新询问</translation>
    </message>
    <message>
        <source>Rounds of tools in a row</source>
        <translation>连续调用工具的轮数</translation>
    </message>
    <message>
        <source>After so many you are asked whether the model may go on.</source>
        <translation>超过后会先问你是否继续。</translation>
    </message>
</context>
<context>
    <name>UpdatesSection</name>
    <message>
        <source>New versions</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Look for new versions at the start</source>
        <translation>启动时检查新版本</translation>
    </message>
    <message>
        <source>One request to the release feed. Nothing is ever downloaded by itself.</source>
        <translation>只向发布源发送一次请求，绝不自动下载任何内容。</translation>
    </message>
    <message>
        <source>Release feed</source>
        <translation>发布源</translation>
    </message>
    <message>
        <source>An address that names the newest version as JSON.</source>
        <translation>以 JSON 给出最新版本的地址。</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Look for a new version</source>
        <translation>检查新版本</translation>
    </message>
    <message>
        <source>This is the newest version.</source>
        <translation>已是最新版本。</translation>
    </message>
</context>
<context>
    <name>WritingSection</name>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>发送快捷键</translation>
    </message>
    <message>
        <source>Shift+Enter always starts a new line.</source>
        <translation>Shift+Enter 始终换行。</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Pictures from the web</source>
        <translation>网络图片</translation>
    </message>
    <message>
        <source>Pictures in answers are loaded from these hosts.</source>
        <translation>回答中的图片会从以下网站加载。</translation>
    </message>
    <message>
        <source>None is loaded until you allow its host at the picture: its address can carry data out.</source>
        <translation>默认不加载：图片地址可能带出数据。你可以在图片处允许某个网站。</translation>
    </message>
</context>
</TS>
