<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>BackupWords</name>
    <message>
        <source>No place is chosen yet.</source>
        <translation>还没有选择位置。</translation>
    </message>
    <message>
        <source>None was made yet.</source>
        <translation>还没有备份过。</translation>
    </message>
    <message>
        <source>Failed on {when}: {reason}</source>
        <translation>{when} 失败：{reason}</translation>
    </message>
    <message>
        <source>Made on {when}, {size}, and read back.</source>
        <translation>{when} 完成，{size}，已读回校验。</translation>
    </message>
    <message>
        <source>Made on {when} by version {version}.</source>
        <translation>由版本 {version} 于 {when} 备份。</translation>
    </message>
    <message>
        <source>Conversations: {count}, messages: {messages}, providers: {profiles}</source>
        <translation>{count} 个对话，{messages} 条消息，{profiles} 个服务商</translation>
    </message>
    <message>
        <source>Pictures, videos and music: %n</source>
        <translation>图片、视频和音乐共 %n 个</translation>
    </message>
    <message>
        <source>It holds no keys; those of this computer&apos;s keyring stay as they are.</source>
        <translation>里面没有密钥，这台电脑钥匙串里的密钥保持不变。</translation>
    </message>
</context>
<context>
    <name>BackupsSection</name>
    <message>
        <source>Where back-ups go</source>
        <translation>备份放在哪里</translation>
    </message>
    <message>
        <source>The last back-up</source>
        <translation>最近一次备份</translation>
    </message>
    <message>
        <source>Being made…</source>
        <translation>正在备份…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Go back to a back-up</source>
        <translation>恢复到某份备份</translation>
    </message>
    <message>
        <source>It takes the place of your data at the next start.</source>
        <translation>下次启动时会取代现在的数据。</translation>
    </message>
    <message>
        <source>From the place above, or from a file. The present data is kept aside.</source>
        <translation>从上面的位置或文件恢复，现在的数据会另外保留。</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>取消恢复</translation>
    </message>
    <message>
        <source>Back-ups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Only by hand</source>
        <translation>只手动备份</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>多久一次</translation>
    </message>
    <message>
        <source>While the studio runs.</source>
        <translation>在软件运行期间进行。</translation>
    </message>
    <message>
        <source>How many are kept</source>
        <translation>保留几份</translation>
    </message>
    <message>
        <source>Older ones at the place are deleted.</source>
        <translation>备份位置上更早的会被删除。</translation>
    </message>
    <message>
        <source>Pictures, videos and music too</source>
        <translation>连同图片、视频和音乐</translation>
    </message>
    <message>
        <source>What was made here. It can be a lot.</source>
        <translation>在这里生成的文件，可能很大。</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>The back-up was made and read back.</source>
        <translation>备份已完成并读回校验。</translation>
    </message>
</context>
<context>
    <name>PlaceDialog</name>
    <message>
        <source>Where back-ups go</source>
        <translation>备份放在哪里</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>WebDAV</source>
        <translation>WebDAV</translation>
    </message>
    <message>
        <source>S3-compatible storage</source>
        <translation>S3 兼容存储</translation>
    </message>
    <message>
        <source>Kind of place</source>
        <translation>备份位置的种类</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Address of the service</source>
        <translation>服务地址</translation>
    </message>
    <message>
        <source>Address of the folder</source>
        <translation>文件夹地址</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>访问密钥 ID</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>访问密钥</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Folder in the bucket</source>
        <translation>存储桶里的文件夹</translation>
    </message>
    <message>
        <source>Kept in the keyring. Empty leaves the one that is there.</source>
        <translation>保存在系统钥匙串里。留空则沿用已保存的。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
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
        <source>Without https everybody on the way can read along.</source>
        <translation>不用 https，途中的人都能看到内容。</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在测试…</translation>
    </message>
    <message>
        <source>It works: a small file was written, read back and deleted.</source>
        <translation>可以使用：写入、读回并删除了一个小文件。</translation>
    </message>
    <message>
        <source>Back-ups go to this folder</source>
        <translation>备份放到这个文件夹</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Go back to a back-up</source>
        <translation>恢复到某份备份</translation>
    </message>
    <message>
        <source>Back-ups at the chosen place</source>
        <translation>所选位置上的备份</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <source>Look into it</source>
        <translation>查看内容</translation>
    </message>
    <message>
        <source>Restore at the next start</source>
        <translation>下次启动时恢复</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No place for back-ups is chosen. Take one from a file.</source>
        <translation>还没有选择备份位置，可以从文件恢复。</translation>
    </message>
    <message>
        <source>Asking the place…</source>
        <translation>正在读取备份位置…</translation>
    </message>
    <message>
        <source>There is no back-up at the place. Take one from a file.</source>
        <translation>备份位置上没有备份，可以从文件恢复。</translation>
    </message>
    <message>
        <source>Back-ups at the place:</source>
        <translation>备份位置上的备份：</translation>
    </message>
    <message>
        <source>Back-ups ({patterns})</source>
        <translation>备份文件 ({patterns})</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>从文件</translation>
    </message>
    <message>
        <source>Everything in it was checked. It takes the place of your data at the next start.</source>
        <translation>内容已全部校验，下次启动时会取代现在的数据。</translation>
    </message>
</context>
</TS>
