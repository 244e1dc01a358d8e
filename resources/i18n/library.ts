<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AssetDesk</name>
    <message numerus="yes">
        <source>Copied: %n</source>
        <translation>
            <numerusform>已复制 %n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted: %n</source>
        <translation>
            <numerusform>已删除 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken out of the library. Its conversation keeps it.</source>
        <translation>已从素材库移出，对话里仍然保留。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>AssetGrid</name>
    <message>
        <source>Files of the library</source>
        <translation>素材库中的文件</translation>
    </message>
</context>
<context>
    <name>AssetVerbs</name>
    <message>
        <source>No favourite any more (F)</source>
        <translation>取消收藏 (F)</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Favourite (F)</source>
        <translation>收藏 (F)</translation>
    </message>
    <message>
        <source>Tags… (T)</source>
        <translation>标签… (T)</translation>
    </message>
    <message>
        <source>Use as reference</source>
        <translation>用作参考图</translation>
    </message>
    <message>
        <source>Edit with mask</source>
        <translation>用蒙版编辑</translation>
    </message>
    <message>
        <source>Make a video from it</source>
        <translation>用它生成视频</translation>
    </message>
    <message>
        <source>Last frame → next shot</source>
        <translation>尾帧 → 下一镜头</translation>
    </message>
    <message>
        <source>Save the last frame as a picture…</source>
        <translation>将尾帧另存为图片…</translation>
    </message>
    <message>
        <source>Same settings again</source>
        <translation>沿用全部参数</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Open with its program</source>
        <translation>用系统程序打开</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>DateDialog</name>
    <message>
        <source>From one day to another</source>
        <translation>日期范围</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>EmptyLibrary</name>
    <message>
        <source>Nothing fits</source>
        <translation>没有符合条件的文件</translation>
    </message>
    <message>
        <source>Take a filter away, or search for other words.</source>
        <translation>去掉一个筛选条件，或换个词搜索。</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>这里还什么都没有</translation>
    </message>
    <message>
        <source>What you make, and what you attach to conversations and forms, is found here.</source>
        <translation>您生成的作品，以及附加到对话和表单中的文件，都会出现在这里。</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>共 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Search in prompts, file names and tags</source>
        <translation>搜索提示词、文件名和标签</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Made or attached</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Music and speech</source>
        <translation>音乐和语音</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>其他文件</translation>
    </message>
    <message>
        <source>Made and attached</source>
        <translation>全部来源</translation>
    </message>
    <message>
        <source>Made here</source>
        <translation>在这里生成的</translation>
    </message>
    <message>
        <source>From conversations and forms</source>
        <translation>来自对话和表单</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早在前</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>最大在前</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>全部模型</translation>
    </message>
    <message>
        <source>All providers</source>
        <translation>全部服务商</translation>
    </message>
    <message>
        <source>With and without tags</source>
        <translation>不限标签</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>不限时间</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>从…到…</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>What the check found</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Find moved files…</source>
        <translation>寻找被移动的文件…</translation>
    </message>
    <message>
        <source>Forget missing files</source>
        <translation>清除丢失文件的记录</translation>
    </message>
    <message>
        <source>Take in files without a record</source>
        <translation>收录没有记录的文件</translation>
    </message>
    <message numerus="yes">
        <source>Missing: %n</source>
        <translation>
            <numerusform>丢失：%n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without a record: %n</source>
        <translation>
            <numerusform>没有记录：%n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Broken: %n</source>
        <translation>
            <numerusform>损坏：%n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>……还有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HousekeepingDialog</name>
    <message>
        <source>Files and storage</source>
        <translation>文件与存储</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>What each month takes on the disk</source>
        <translation>每个月占用的磁盘空间</translation>
    </message>
    <message>
        <source>Check files</source>
        <translation>检查文件</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>Files: %n · %1</source>
        <translation>
            <numerusform>共 %n 个文件 · %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Found again: %n</source>
        <translation>
            <numerusform>找回了 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>The check was stopped.</source>
        <translation>检查已停止。</translation>
    </message>
    <message>
        <source>Looked at %1 of %2 files</source>
        <translation>已检查 %1 / %2 个文件</translation>
    </message>
    <message>
        <source>Everything is where it should be.</source>
        <translation>一切正常，文件都在原处。</translation>
    </message>
    <message>
        <source>Look in this folder</source>
        <translation>在此文件夹中查找</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Library</source>
        <translation>素材库</translation>
    </message>
    <message>
        <source>Files and storage</source>
        <translation>文件与存储</translation>
    </message>
</context>
<context>
    <name>LibraryPicker</name>
    <message>
        <source>From the library</source>
        <translation>从素材库选择</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>Use (%n)</source>
        <translation>
            <numerusform>使用（%n）</numerusform>
        </translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
</context>
<context>
    <name>LibraryWords</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Music or speech</source>
        <translation>音乐或语音</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Choose a file to see what is known of it.</source>
        <translation>选择一个文件，查看它的详细信息。</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>已选择 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewPicture</name>
    <message>
        <source>The file is gone: it was moved, renamed or deleted.</source>
        <translation>文件不在了：可能已被移动、重命名或删除。</translation>
    </message>
    <message>
        <source>This picture cannot be drawn.</source>
        <translation>这张图片无法显示。</translation>
    </message>
</context>
<context>
    <name>TagsPopover</name>
    <message numerus="yes">
        <source>Tags (%n chosen)</source>
        <translation>
            <numerusform>标签（已选 %n 个）</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Take away: %1</source>
        <translation>移除：%1</translation>
    </message>
</context>
</TS>
