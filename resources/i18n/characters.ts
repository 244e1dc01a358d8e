<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CharacterList</name>
    <message>
        <source>No characters yet. Make one from a clip in which somebody is seen, and call it in your prompts with @.</source>
        <translation>还没有角色。用一段有角色出现的视频制作一个，就可以在提示词里用 @ 提到它。</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>角色</translation>
    </message>
</context>
<context>
    <name>CharacterRow</name>
    <message>
        <source>Name of the character</source>
        <translation>角色名称</translation>
    </message>
    <message>
        <source>Type to call it differently here</source>
        <translation>点这里改成自己的叫法</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use %1 in the prompt</source>
        <translation>在提示词中使用“%1”</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>复制 %1</translation>
    </message>
    <message>
        <source>Ask how far %1 is</source>
        <translation>查询“%1”的进度</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>删除“%1”</translation>
    </message>
</context>
<context>
    <name>CharacterWords</name>
    <message>
        <source>being sent</source>
        <translation>正在提交</translation>
    </message>
    <message>
        <source>sent, but no answer came: it may exist</source>
        <translation>已提交但没有收到回应，可能已经做好</translation>
    </message>
    <message>
        <source>being made</source>
        <translation>正在制作</translation>
    </message>
    <message>
        <source>could not be made</source>
        <translation>制作失败</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>From a file, as at OpenAI</source>
        <translation>上传文件（OpenAI 官方方式）</translation>
    </message>
    <message>
        <source>From a part of a film or link (/sora/v1)</source>
        <translation>截取视频或链接的一段（/sora/v1）</translation>
    </message>
    <message>
        <source>By the model sora-2-character</source>
        <translation>用 sora-2-character 模型</translation>
    </message>
    <message>
        <source>A film made at this provider, or a link: %1 to %2 seconds of it. No real people.</source>
        <translation>选择在这家服务商生成的视频，或填链接，截取其中 %1 到 %2 秒。不能是真人。</translation>
    </message>
    <message>
        <source>%1 to %2 seconds of a clip, 16:9 or 9:16%3. No real people.</source>
        <translation>%1 到 %2 秒的视频（更长的可以截取一段），16:9 或 9:16%3。不能是真人。</translation>
    </message>
    <message>
        <source>, the shorter side %1 to %2 pixels</source>
        <translation>，短边 %1 到 %2 像素</translation>
    </message>
</context>
<context>
    <name>CharactersButton</name>
    <message>
        <source>Characters…</source>
        <translation>角色…</translation>
    </message>
    <message>
        <source>Who can be called in the prompt with @</source>
        <translation>在提示词里输入 @ 可以提到的角色</translation>
    </message>
</context>
<context>
    <name>CharactersDialog</name>
    <message>
        <source>Characters</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Look at the provider</source>
        <translation>到服务商处查找</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>New character…</source>
        <translation>新建角色…</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>How it makes characters</source>
        <translation>制作角色的方式</translation>
    </message>
    <message>
        <source>%1 found that were not in the list.</source>
        <translation>找到 %1 个列表里没有的角色。</translation>
    </message>
    <message>
        <source>The provider knows of no others.</source>
        <translation>服务商那边没有别的角色。</translation>
    </message>
    <message>
        <source>This provider keeps no list of characters.</source>
        <translation>这家服务商不提供角色列表。</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>删除“%1”？</translation>
    </message>
    <message>
        <source>It is deleted at the provider as well, where that can be done. Prompts that call it will fail.</source>
        <translation>如果服务商支持，也会在那边删除。之后再提到它的提示词会失败。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Taken off the list. At the provider it may still exist.</source>
        <translation>已从列表中移除。服务商那边可能仍然保留着它。</translation>
    </message>
</context>
<context>
    <name>ClipField</name>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>From the library…</source>
        <translation>从素材库选择…</translation>
    </message>
    <message>
        <source>or a link to a clip</source>
        <translation>或填写视频链接</translation>
    </message>
    <message>
        <source>or a link to a film</source>
        <translation>或填写视频链接</translation>
    </message>
    <message>
        <source>Choose a clip</source>
        <translation>选择视频</translation>
    </message>
    <message>
        <source>Films</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>This film was not made at %1. Choose another one, or paste a link.</source>
        <translation>这个视频不是在“%1”生成的。请换一个，或填写链接。</translation>
    </message>
    <message>
        <source>Nothing chosen yet</source>
        <translation>还没有选择</translation>
    </message>
</context>
<context>
    <name>MentionList</name>
    <message>
        <source>Characters</source>
        <translation>角色</translation>
    </message>
</context>
<context>
    <name>NewCharacter</name>
    <message>
        <source>New character</source>
        <translation>新建角色</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Create (may be billed)</source>
        <translation>制作（可能收费）</translation>
    </message>
    <message>
        <source>At %1</source>
        <translation>服务商：%1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>视频片段</translation>
    </message>
    <message>
        <source>Part in which it is seen</source>
        <translation>角色出现的时间段</translation>
    </message>
</context>
<context>
    <name>SpanField</name>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Begin of the span, in seconds</source>
        <translation>开始时间（秒）</translation>
    </message>
    <message>
        <source>End of the span, in seconds</source>
        <translation>结束时间（秒）</translation>
    </message>
</context>
</TS>
