<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ButtonWords</name>
    <message>
        <source>Enlarge picture %1</source>
        <translation>放大第 %1 张</translation>
    </message>
    <message>
        <source>Four variations of picture %1</source>
        <translation>按第 %1 张再画四张变化</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Larger, as it is</source>
        <translation>高清放大（保持原样）</translation>
    </message>
    <message>
        <source>Larger, with new details</source>
        <translation>高清放大（补充细节）</translation>
    </message>
    <message>
        <source>Vary</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Vary a little</source>
        <translation>轻微变化</translation>
    </message>
    <message>
        <source>Vary a lot</source>
        <translation>强烈变化</translation>
    </message>
    <message>
        <source>Paint a region anew…</source>
        <translation>局部重画…</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>重新绘制</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>扩展画面</translation>
    </message>
    <message>
        <source>Zoom out as far as you say…</source>
        <translation>自定义扩展画面…</translation>
    </message>
    <message>
        <source>Make it square</source>
        <translation>补成方形</translation>
    </message>
    <message>
        <source>Pan left</source>
        <translation>向左延伸</translation>
    </message>
    <message>
        <source>Pan right</source>
        <translation>向右延伸</translation>
    </message>
    <message>
        <source>Pan up</source>
        <translation>向上延伸</translation>
    </message>
    <message>
        <source>Pan down</source>
        <translation>向下延伸</translation>
    </message>
    <message>
        <source>Animate</source>
        <translation>生成动画</translation>
    </message>
</context>
<context>
    <name>EmptyStage</name>
    <message>
        <source>What shall be drawn?</source>
        <translation>想画点什么？</translation>
    </message>
    <message>
        <source>Write a prompt, or drop a picture here to edit it.</source>
        <translation>写下提示词，或者把要编辑的图片拖到这里。</translation>
    </message>
    <message>
        <source>A fox in the snow, soft morning light, watercolour</source>
        <translation>雪地里的狐狸，柔和的晨光，水彩风格</translation>
    </message>
    <message>
        <source>A quiet harbour at night, lanterns on the water, long exposure</source>
        <translation>夜晚安静的港口，水面上漂着灯笼，长曝光</translation>
    </message>
    <message>
        <source>A poster for a tea house: one cup, much white space</source>
        <translation>茶馆海报：一只茶杯，大面积留白</translation>
    </message>
</context>
<context>
    <name>ImagesPage</name>
    <message>
        <source>Images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>This model takes no pictures. Choose another one.</source>
        <translation>这个模型不接受图片，请换一个模型。</translation>
    </message>
    <message>
        <source>Choose a model that edits with a mask, such as GPT Image or FLUX Fill.</source>
        <translation>请选择支持蒙版编辑的模型，例如 GPT Image 或 FLUX Fill。</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
</context>
<context>
    <name>LookingDesk</name>
    <message>
        <source>Choose the picture to compare with.</source>
        <translation>请选择要对比的另一张图片。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>编辑前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>编辑后</translation>
    </message>
</context>
<context>
    <name>MaskDesk</name>
    <message>
        <source>mask.png</source>
        <translation>蒙版.png</translation>
    </message>
    <message>
        <source>The mask was %1; it was scaled to the %2 of the picture.</source>
        <translation>蒙版原为 %1，已缩放到图片的尺寸 %2。</translation>
    </message>
    <message>
        <source>It was turned into the form that this model takes. Red is painted anew.</source>
        <translation>已转换成此模型要求的蒙版格式，红色部分会重新绘制。</translation>
    </message>
</context>
<context>
    <name>PictureDesk</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Saved %1 pictures: %2</source>
        <translation>已保存 %1 张图片：%2</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
</context>
<context>
    <name>PromptDialog</name>
    <message>
        <source>The prompt for this step</source>
        <translation>这一步的提示词</translation>
    </message>
    <message>
        <source>What shall be drawn in the painted region?</source>
        <translation>涂抹的区域里画什么？</translation>
    </message>
    <message>
        <source>Leave it empty to keep the prompt of before.</source>
        <translation>留空则沿用原来的提示词。</translation>
    </message>
    <message>
        <source>--zoom says how far, from 1.0 to 2.0; --ar may give another shape.</source>
        <translation>--zoom 决定扩展多少（1.0 到 2.0）；也可以用 --ar 换画幅。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>QueueBar</name>
    <message>
        <source>%1 waiting</source>
        <translation>%1 个等待中</translation>
    </message>
    <message>
        <source>%1 running</source>
        <translation>%1 个进行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation>查看队列</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Queue: go on</source>
        <translation>队列：继续</translation>
    </message>
    <message>
        <source>Queue: pause</source>
        <translation>队列：暂停</translation>
    </message>
</context>
<context>
    <name>ResultBar</name>
    <message>
        <source>%1 chosen</source>
        <translation>已选择 %1 项</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 张，共 %2 张</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>This picture may have been withheld: what the provider sent is black or empty. «Show request» tells what it answered.</source>
        <translation>这张图可能被拦下了：服务商给的是全黑或空白的图。「查看请求」里有它的原话。</translation>
    </message>
    <message>
        <source>%1 of %2 did not come.</source>
        <translation>%2 张里有 %1 张没有返回。</translation>
    </message>
</context>
<context>
    <name>ResultTexts</name>
    <message>
        <source>Copy the link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Copy the words</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>Use this prompt</source>
        <translation>使用这个提示词</translation>
    </message>
</context>
<context>
    <name>ResultVerbs</name>
    <message>
        <source>Try again (may be billed again)</source>
        <translation>重试（可能再次计费）</translation>
    </message>
    <message>
        <source>Change and retry</source>
        <translation>修改后重试</translation>
    </message>
    <message>
        <source>Remove the star</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>与…对比</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>查看大图</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Edit with mask</source>
        <translation>用蒙版编辑</translation>
    </message>
    <message>
        <source>Go on from this picture</source>
        <translation>接着改</translation>
    </message>
    <message>
        <source>Describe: prompts that would draw it</source>
        <translation>反推提示词（图生文）</translation>
    </message>
    <message>
        <source>Go on…</source>
        <translation>继续…</translation>
    </message>
    <message>
        <source>Show what it was made from</source>
        <translation>查看来源图片</translation>
    </message>
    <message>
        <source>Ask for the seed</source>
        <translation>查询种子</translation>
    </message>
    <message>
        <source>Make a video from it</source>
        <translation>用它生成视频</translation>
    </message>
    <message>
        <source>Search for it (free)</source>
        <translation>查找任务（免费）</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>编辑前后对比</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Use as reference</source>
        <translation>用作参考图</translation>
    </message>
    <message>
        <source>Same settings again</source>
        <translation>再用这组设置</translation>
    </message>
    <message>
        <source>Fetch it again (free)</source>
        <translation>重新获取（不计费）</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Copy prompt</source>
        <translation>复制提示词</translation>
    </message>
    <message>
        <source>Copy seed</source>
        <translation>复制种子</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制错误详情</translation>
    </message>
    <message>
        <source>Show request</source>
        <translation>查看请求</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止跟踪</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>What was made</source>
        <translation>生成结果</translation>
    </message>
</context>
<context>
    <name>TaskDesk</name>
    <message>
        <source>Seed: %1</source>
        <translation>种子：%1</translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>已删除 %1 项</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>TaskWords</name>
    <message>
        <source>Waiting to be sent</source>
        <translation>等待提交</translation>
    </message>
    <message>
        <source>Sent, outcome unknown</source>
        <translation>已发出，结果未知</translation>
    </message>
    <message>
        <source>Queued at the provider</source>
        <translation>在服务商处排队</translation>
    </message>
    <message>
        <source>Asks for more</source>
        <translation>服务商需要更多信息</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>下载中</translation>
    </message>
    <message>
        <source>Done, file not delivered</source>
        <translation>已完成但无文件</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存到本地</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Too old to be fetched</source>
        <translation>已过期，无法获取</translation>
    </message>
    <message>
        <source>Download paused</source>
        <translation>下载已暂停</translation>
    </message>
    <message>
        <source>Perhaps withheld</source>
        <translation>可能被拦下了</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Being made, %1 %</source>
        <translation>生成中 %1%</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>提交中</translation>
    </message>
    <message>
        <source>Being made for %1 s, usually %2 s</source>
        <translation>生成中 %1 秒，通常 %2 秒</translation>
    </message>
    <message>
        <source>Being made for %1 s</source>
        <translation>生成中 %1 秒</translation>
    </message>
</context>
</TS>
