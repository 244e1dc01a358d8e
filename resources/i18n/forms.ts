<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ChoiceField</name>
    <message>
        <source>model&apos;s default</source>
        <translation>模型默认</translation>
    </message>
</context>
<context>
    <name>Editors</name>
    <message>
        <source>Storyboard…</source>
        <translation>分镜…</translation>
    </message>
</context>
<context>
    <name>Fold</name>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
</context>
<context>
    <name>FreeShape</name>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>model&apos;s default</source>
        <translation>模型默认</translation>
    </message>
</context>
<context>
    <name>SeedField</name>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Throw a seed and keep it</source>
        <translation>掷一个种子并固定下来</translation>
    </message>
    <message>
        <source>Another seed each time</source>
        <translation>每次随机</translation>
    </message>
</context>
<context>
    <name>ShapeField</name>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
</context>
<context>
    <name>SlotPicture</name>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>Earlier (Alt+Left)</source>
        <translation>前移（Alt+←）</translation>
    </message>
    <message>
        <source>Later (Alt+Right)</source>
        <translation>后移（Alt+→）</translation>
    </message>
    <message>
        <source>Remove (Delete)</source>
        <translation>移除（Delete）</translation>
    </message>
</context>
<context>
    <name>SlotTray</name>
    <message>
        <source>Paste from the clipboard (Ctrl+V)</source>
        <translation>从剪贴板粘贴（Ctrl+V）</translation>
    </message>
    <message>
        <source>Drop here, paste or choose…</source>
        <translation>拖放、粘贴或点击选择…</translation>
    </message>
    <message>
        <source>%1: choose files</source>
        <translation>%1：选择文件</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 in the request</source>
        <translation>请求中占 %1</translation>
    </message>
</context>
<context>
    <name>TrayButtons</name>
    <message>
        <source>First add the picture that is to be edited.</source>
        <translation>请先添加要修改的图片。</translation>
    </message>
    <message>
        <source>Paint the mask…</source>
        <translation>涂抹蒙版…</translation>
    </message>
    <message>
        <source>From the library…</source>
        <translation>从素材库选择…</translation>
    </message>
</context>
</TS>
