<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Data</name>
    <message>
        <source>Your data was damaged. It was restored from the copy of {day}. The damaged file lies in {file}.</source>
        <translation>你的数据已损坏，已从 {day} 的备份恢复。损坏的文件保存在 {file}。</translation>
    </message>
    <message>
        <source>A damaged file was set aside and a new one begun. It lies in {file}.</source>
        <translation>一个损坏的文件已被移开，并新建了一个。原文件保存在 {file}。</translation>
    </message>
    <message>
        <source>Your data is that of the back-up of {day}. What was here before lies in {folder}.</source>
        <translation>现在的数据来自 {day} 的备份，之前的数据放在 {folder}。</translation>
    </message>
</context>
<context>
    <name>DesktopNotices</name>
    <message>
        <source>Show</source>
        <translation>查看</translation>
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
    <name>Leaving</name>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>留在托盘继续运行</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>再等等</translation>
    </message>
    <message>
        <source>Do this from now on</source>
        <translation>以后都这样处理</translation>
    </message>
    <message>
        <source>A request is on its way. If you leave now, its result may be lost although it is paid.</source>
        <translation>有 1 个请求正在发送，现在离开的话，可能已经扣费却拿不到结果。</translation>
    </message>
    <message>
        <source>{n} requests are on their way. If you leave now, their results may be lost although they are paid.</source>
        <translation>有 {n} 个请求正在发送，现在离开的话，可能已经扣费却拿不到结果。</translation>
    </message>
    <message>
        <source>An answer is still being written. What has come so far is kept.</source>
        <translation>还有一条回答正在生成，已收到的内容会保留。</translation>
    </message>
    <message>
        <source>{n} answers are still being written. What has come so far is kept.</source>
        <translation>还有 {n} 条回答正在生成，已收到的内容会保留。</translation>
    </message>
    <message>
        <source>A job goes on at the provider. The studio picks it up when you open it again.</source>
        <translation>1 个任务仍在服务商那边进行，下次打开时会自动接着处理。</translation>
    </message>
    <message>
        <source>{n} jobs go on at the provider. The studio picks them up when you open it again.</source>
        <translation>{n} 个任务仍在服务商那边进行，下次打开时会自动接着处理。</translation>
    </message>
    <message>
        <source>An order waits, and is sent only while the studio runs.</source>
        <translation>1 个任务还在排队，只有程序运行时才会提交。</translation>
    </message>
    <message>
        <source>{n} orders wait, and are sent only while the studio runs.</source>
        <translation>{n} 个任务还在排队，只有程序运行时才会提交。</translation>
    </message>
    <message>
        <source>Leave the studio?</source>
        <translation>要退出中转工坊吗？</translation>
    </message>
</context>
<context>
    <name>PalettePopover</name>
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
        <source>No matches</source>
        <translation>没有匹配的内容</translation>
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
    <name>Updates</name>
    <message>
        <source>May the studio look for a new version when it starts? It asks one address, tells you, and downloads nothing. You find this in the settings.</source>
        <translation>要在启动时检查新版本吗？只会访问一个地址并告知你结果，不会下载任何内容。以后可在设置中更改。</translation>
    </message>
    <message>
        <source>Look at each start</source>
        <translation>每次启动时检查</translation>
    </message>
    <message>
        <source>Relay Studio {version} is there.</source>
        <translation>中转工坊 {version} 已发布。</translation>
    </message>
    <message>
        <source>Show its page</source>
        <translation>打开发布页面</translation>
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
