<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>MaskEditor</name>
    <message>
        <source>Throw away what you have painted?</source>
        <translation>要放弃刚才涂的内容吗？</translation>
    </message>
    <message>
        <source>The mask stays as it was before.</source>
        <translation>蒙版会保持原样。</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Paint the mask</source>
        <translation>涂抹蒙版</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Size of the brush ([ and ], or Ctrl and the wheel)</source>
        <translation>画笔大小（[ 和 ]，或按住 Ctrl 滚动滚轮）</translation>
    </message>
    <message>
        <source>Right button: the opposite · Shift: straight lines, squares · Space: move the picture · Wheel: zoom, with Ctrl the brush · Arrows and Return: paint with the keyboard</source>
        <translation>右键：反向操作 · Shift：直线、正方形 · 空格：移动画面 · 滚轮：缩放，按住 Ctrl 调画笔大小 · 方向键和回车：用键盘涂抹</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>羽化</translation>
    </message>
    <message>
        <source>How wide the soft edge is</source>
        <translation>边缘柔化的宽度</translation>
    </message>
    <message>
        <source>Veil</source>
        <translation>红色浓度</translation>
    </message>
    <message>
        <source>How thick the red veil is; it changes no result</source>
        <translation>红色遮罩的浓淡，只影响显示，不影响结果</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use this mask</source>
        <translation>使用此蒙版</translation>
    </message>
    <message>
        <source>The red area is painted anew, all else stays: %1 % of the picture.</source>
        <translation>红色区域会重新绘制，其余部分保持不变：占画面的 %1%。</translation>
    </message>
    <message>
        <source>Paint over what shall change. The red area is painted anew, all else stays.</source>
        <translation>涂抹需要修改的地方。红色区域会重新绘制，其余部分保持不变。</translation>
    </message>
    <message>
        <source>Picture under the mask</source>
        <translation>蒙版下的图片</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Brush; X swaps it with the eraser</source>
        <translation>画笔；按 X 与橡皮擦互换</translation>
    </message>
    <message>
        <source>Eraser; X swaps it with the brush</source>
        <translation>橡皮擦；按 X 与画笔互换</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Swap what is painted and what is not</source>
        <translation>反转已涂与未涂的区域</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>显示整张图片</translation>
    </message>
</context>
</TS>
