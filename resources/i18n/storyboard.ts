<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ShotList</name>
    <message>
        <source>Shots</source>
        <translation>镜头</translation>
    </message>
</context>
<context>
    <name>ShotRow</name>
    <message>
        <source>Shot %1</source>
        <translation>镜头 %1</translation>
    </message>
    <message>
        <source>Length of shot %1</source>
        <translation>镜头 %1 的时长</translation>
    </message>
    <message>
        <source>Scene of shot %1</source>
        <translation>镜头 %1 的画面</translation>
    </message>
    <message>
        <source>What is seen, what happens, how the camera moves</source>
        <translation>画面里有什么、发生什么、镜头怎么动</translation>
    </message>
    <message>
        <source>Pull it to another place</source>
        <translation>拖动可调整顺序</translation>
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
        <source>Duplicate (Ctrl+D)</source>
        <translation>复制一份（Ctrl+D）</translation>
    </message>
    <message>
        <source>Remove (Ctrl+Delete)</source>
        <translation>删除（Ctrl+Delete）</translation>
    </message>
</context>
<context>
    <name>StoryWords</name>
    <message>
        <source>Each shot needs a scene.</source>
        <translation>每个镜头都要写画面。</translation>
    </message>
    <message>
        <source>Each shot lasts %1 s at least.</source>
        <translation>每个镜头至少 %1 秒。</translation>
    </message>
    <message>
        <source>A scene has %1 characters at most.</source>
        <translation>每个镜头的画面最多 %1 个字符。</translation>
    </message>
    <message>
        <source>There are %1 shots at most.</source>
        <translation>最多 %1 个镜头。</translation>
    </message>
    <message>
        <source>Together %1 s; the model decides the film&apos;s length.</source>
        <translation>共 %1 秒；视频时长由模型决定。</translation>
    </message>
    <message>
        <source>It adds up: %1 s.</source>
        <translation>时长正好：%1 秒。</translation>
    </message>
    <message>
        <source>%1 of %2 s: %3 s are still to be given to a shot.</source>
        <translation>已分配 %1 秒，共 %2 秒：还有 %3 秒没有分配。</translation>
    </message>
    <message>
        <source>%1 of %2 s: the shots are %3 s too long.</source>
        <translation>镜头共 %1 秒，视频 %2 秒：多了 %3 秒。</translation>
    </message>
</context>
<context>
    <name>StoryboardDialog</name>
    <message>
        <source>Throw away what you have changed?</source>
        <translation>要放弃刚才的修改吗？</translation>
    </message>
    <message>
        <source>The form stays as it was before.</source>
        <translation>表单会保持原来的内容。</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>放弃修改</translation>
    </message>
    <message>
        <source>Storyboard</source>
        <translation>分镜</translation>
    </message>
    <message>
        <source>For all shots</source>
        <translation>所有镜头共用</translation>
    </message>
    <message>
        <source>Style, place, light, who appears (may stay empty)</source>
        <translation>风格、地点、光线、人物（可以不填）</translation>
    </message>
    <message>
        <source>Press a shot to go to it; pull an edge to share the time differently</source>
        <translation>点一下跳到那个镜头；拖动边界可重新分配时间</translation>
    </message>
    <message>
        <source>Add a shot</source>
        <translation>添加镜头</translation>
    </message>
    <message>
        <source>Make them equally long</source>
        <translation>平均分配</translation>
    </message>
    <message>
        <source>Bring the removed shot back</source>
        <translation>恢复刚删除的镜头</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use these shots</source>
        <translation>使用这些镜头</translation>
    </message>
</context>
</TS>
