<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>FilmComparison</name>
    <message>
        <source>Compare films</source>
        <translation>对比视频</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Hear this one</source>
        <translation>听这一段的声音</translation>
    </message>
    <message>
        <source>Hear: %1</source>
        <translation>听声音：%1</translation>
    </message>
</context>
<context>
    <name>FilmControls</name>
    <message>
        <source>One frame back (←)</source>
        <translation>后退一帧 (←)</translation>
    </message>
    <message>
        <source>One frame on (→)</source>
        <translation>前进一帧 (→)</translation>
    </message>
    <message>
        <source>Again and again (L)</source>
        <translation>循环播放 (L)</translation>
    </message>
    <message>
        <source>Back into the window (F)</source>
        <translation>退出全屏 (F)</translation>
    </message>
    <message>
        <source>Full screen (F)</source>
        <translation>全屏 (F)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>播放速度</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Place in the film</source>
        <translation>播放进度</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>暂停（空格）</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>播放（空格）</translation>
    </message>
    <message>
        <source>This film has no sound</source>
        <translation>这段视频没有声音</translation>
    </message>
    <message>
        <source>This computer has nothing to play sound with</source>
        <translation>这台电脑没有可用的声音输出设备</translation>
    </message>
    <message>
        <source>Sound on (M)</source>
        <translation>打开声音 (M)</translation>
    </message>
    <message>
        <source>Sound off (M)</source>
        <translation>静音 (M)</translation>
    </message>
</context>
<context>
    <name>FilmPlayer</name>
    <message>
        <source>Film</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Save this frame…</source>
        <translation>保存这一帧…</translation>
    </message>
    <message>
        <source>Copy this frame</source>
        <translation>复制这一帧</translation>
    </message>
    <message>
        <source>Use as first frame</source>
        <translation>用作首帧</translation>
    </message>
    <message>
        <source>Open with its program</source>
        <translation>用默认程序打开</translation>
    </message>
    <message>
        <source>This frame is on the clipboard.</source>
        <translation>这一帧已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>The frame could not be saved there. Choose another folder.</source>
        <translation>这一帧无法保存到那里，请换一个文件夹。</translation>
    </message>
</context>
<context>
    <name>FilmViewer</name>
    <message>
        <source>Film</source>
        <translation>视频</translation>
    </message>
</context>
<context>
    <name>FilmWords</name>
    <message>
        <source>Save this frame</source>
        <translation>保存这一帧</translation>
    </message>
    <message>
        <source>The file is gone: it was moved, renamed or deleted.</source>
        <translation>文件不在了：可能已被移动、重命名或删除。</translation>
    </message>
    <message>
        <source>This film cannot be played. It may be damaged, or of a kind that is not known here.</source>
        <translation>这段视频无法播放：文件可能已损坏，或格式不受支持。</translation>
    </message>
</context>
</TS>
