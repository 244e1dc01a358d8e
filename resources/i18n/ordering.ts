<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>BatchDesk</name>
    <message>
        <source>%1 orders are in the queue</source>
        <translation>%1 项已加入队列</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message>
        <source>There are %1 orders; %2 can be given in one go.</source>
        <translation>共有 %1 项，一次最多 %2 项。</translation>
    </message>
    <message>
        <source>Many at once</source>
        <translation>批量生成</translation>
    </message>
    <message>
        <source>Several prompts</source>
        <translation>多条提示词</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>参数组合</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Leave out what is faulty (%1)</source>
        <translation>跳过有问题的 %1 行</translation>
    </message>
    <message>
        <source>Put %1 into the queue</source>
        <translation>把 %1 项加入队列</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Pictures: %1</source>
        <translation>共 %1 张</translation>
    </message>
    <message>
        <source>Films: %1</source>
        <translation>视频：%1 个</translation>
    </message>
    <message>
        <source>Faulty: %1</source>
        <translation>%1 行有问题</translation>
    </message>
    <message>
        <source>Price unknown</source>
        <translation>价格未知</translation>
    </message>
</context>
<context>
    <name>BatchModel</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>BatchPreview</name>
    <message>
        <source>What will be made</source>
        <translation>将要生成的内容</translation>
    </message>
</context>
<context>
    <name>ExtraJson</name>
    <message>
        <source>Own JSON for the request</source>
        <translation>自定义请求 JSON</translation>
    </message>
    <message>
        <source>Goes into the request as it is, and wins over the fields above.</source>
        <translation>原样放进请求，与上方的设置冲突时以它为准。</translation>
    </message>
</context>
<context>
    <name>FormDesk</name>
    <message>
        <source>The form of this model is not there any more.</source>
        <translation>这个模型的表单已不存在。</translation>
    </message>
    <message>
        <source>The form is filled in as this film was made: %1</source>
        <translation>已按这个视频的参数填好表单：%1</translation>
    </message>
    <message>
        <source>Begin with its last frame instead</source>
        <translation>改为从它的末帧开始</translation>
    </message>
    <message>
        <source>The form is filled in as this picture was made: %1</source>
        <translation>已按这张图片的生成方式填好表单：%1</translation>
    </message>
    <message>
        <source>Use as reference instead</source>
        <translation>改为用作参考图</translation>
    </message>
</context>
<context>
    <name>GoingOn</name>
    <message>
        <source>Goes on from “%1”</source>
        <translation>接着“%1”修改</translation>
    </message>
    <message>
        <source>Goes on from an earlier picture</source>
        <translation>接着之前的图片修改</translation>
    </message>
    <message>
        <source>Goes on from an earlier film</source>
        <translation>接着之前的视频</translation>
    </message>
    <message>
        <source>Begin afresh</source>
        <translation>重新开始</translation>
    </message>
</context>
<context>
    <name>ImproveButton</name>
    <message>
        <source>Improve it with the chat model</source>
        <translation>用对话模型优化提示词</translation>
    </message>
</context>
<context>
    <name>ImproveDialog</name>
    <message>
        <source>Improve the prompt</source>
        <translation>优化提示词</translation>
    </message>
    <message>
        <source>%1 is asked for a better prompt. This costs as much as a short message.</source>
        <translation>正在请 %1 优化提示词，费用相当于一条短消息。</translation>
    </message>
    <message>
        <source>What %1 suggests: new words are marked, those that fall away are struck out.</source>
        <translation>%1 的建议：新增的字已标出，删掉的字划了线。</translation>
    </message>
    <message>
        <source>The new prompt, to be worked over</source>
        <translation>新提示词（可以再改）</translation>
    </message>
    <message>
        <source>The difference</source>
        <translation>改动对比</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留原来的</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use the new prompt</source>
        <translation>使用新提示词</translation>
    </message>
</context>
<context>
    <name>InputsDesk</name>
    <message>
        <source>pasted picture.png</source>
        <translation>粘贴的图片.png</translation>
    </message>
</context>
<context>
    <name>LinesSource</name>
    <message>
        <source>One prompt a line. Everything else is as the form says.</source>
        <translation>每行一条提示词，其余参数沿用左侧表单。</translation>
    </message>
    <message>
        <source>Prompts, one a line</source>
        <translation>提示词，每行一条</translation>
    </message>
    <message>
        <source>A fox in the snow
A fox in the rain</source>
        <translation>雪地里的狐狸
雨中的狐狸</translation>
    </message>
</context>
<context>
    <name>ModelOffer</name>
    <message>
        <source>being retired</source>
        <translation>即将下架</translation>
    </message>
    <message>
        <source>from words</source>
        <translation>文字生成</translation>
    </message>
    <message>
        <source>edits pictures</source>
        <translation>编辑图片</translation>
    </message>
    <message>
        <source>takes a mask</source>
        <translation>支持蒙版</translation>
    </message>
    <message>
        <source>takes references</source>
        <translation>支持参考图</translation>
    </message>
    <message>
        <source>takes a first frame</source>
        <translation>支持首帧</translation>
    </message>
    <message>
        <source>takes a last frame</source>
        <translation>支持尾帧</translation>
    </message>
    <message>
        <source>takes clips</source>
        <translation>支持视频输入</translation>
    </message>
    <message>
        <source>shows how it draws</source>
        <translation>边画边看</translation>
    </message>
    <message>
        <source>describes pictures</source>
        <translation>反推提示词</translation>
    </message>
    <message>
        <source>by tokens</source>
        <translation>按 token 计费</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>每秒 %1</translation>
    </message>
    <message>
        <source>list price %1</source>
        <translation>官方价 %1</translation>
    </message>
</context>
<context>
    <name>OrderFoot</name>
    <message>
        <source>Several prompts, a table, or a series…</source>
        <translation>批量：多条提示词、表格或参数组合…</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Generate %1</source>
        <translation>生成 %1 张</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
</context>
<context>
    <name>OrderModelPicker</name>
    <message>
        <source>More film models</source>
        <translation>其他视频模型</translation>
    </message>
    <message>
        <source>More picture models</source>
        <translation>其他图片模型</translation>
    </message>
    <message>
        <source>All other models</source>
        <translation>其余所有模型</translation>
    </message>
</context>
<context>
    <name>OrderPanel</name>
    <message>
        <source>First add a provider, at the top of the window.</source>
        <translation>请先在窗口顶部添加一个服务商。</translation>
    </message>
    <message>
        <source>Choose a model.</source>
        <translation>请选择模型。</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
</context>
<context>
    <name>PriceWords</name>
    <message>
        <source>up to %1</source>
        <translation>最多 %1</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>%1 quota</source>
        <translation>%1 额度</translation>
    </message>
    <message>
        <source>Charged by tokens: the price is known afterwards</source>
        <translation>按 token 计费，完成后才知道价格</translation>
    </message>
    <message>
        <source>Price unknown</source>
        <translation>价格未知</translation>
    </message>
    <message>
        <source>The vendor&apos;s list price; your provider may ask another one</source>
        <translation>这是厂商标价，你的服务商可能不同</translation>
    </message>
    <message>
        <source>The model decides how many pictures it makes</source>
        <translation>实际张数由模型决定</translation>
    </message>
    <message>
        <source>%1 charged</source>
        <translation>已扣 %1</translation>
    </message>
    <message>
        <source>%1 charged, %2 expected</source>
        <translation>已扣 %1（预计 %2）</translation>
    </message>
</context>
<context>
    <name>RefusedDesk</name>
    <message>
        <source>This provider refused this value before.</source>
        <translation>该服务商之前拒绝过这个值。</translation>
    </message>
</context>
<context>
    <name>SeriesAxis</name>
    <message>
        <source>Setting</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Remove this setting</source>
        <translation>去掉这个参数</translation>
    </message>
    <message>
        <source>Values, one a line</source>
        <translation>取值，每行一个</translation>
    </message>
    <message>
        <source>One value a line</source>
        <translation>每行一个取值</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>SeriesModels</name>
    <message>
        <source>Add a model…</source>
        <translation>添加模型…</translation>
    </message>
    <message>
        <source>Leave out %1</source>
        <translation>去掉 %1</translation>
    </message>
</context>
<context>
    <name>SeriesSource</name>
    <message>
        <source>This makes %1 orders; %2 can be given in one go. Leave out some values.</source>
        <translation>这样会产生 %1 项，一次最多 %2 项，请去掉一些取值。</translation>
    </message>
    <message>
        <source>Each value is made with every other one, for each of the models.</source>
        <translation>所有取值两两组合，每个模型各做一遍。</translation>
    </message>
    <message>
        <source>Add a setting</source>
        <translation>添加参数</translation>
    </message>
</context>
<context>
    <name>TableSource</name>
    <message>
        <source>The first line must name the columns, as in: prompt, %1</source>
        <translation>第一行必须是列名，例如：prompt, %1</translation>
    </message>
    <message>
        <source>From line %1 on nothing can be read: a quote is not closed there.</source>
        <translation>从第 %1 行起无法读取：那里的引号没有闭合。</translation>
    </message>
    <message>
        <source>Left out, because the model has no such setting: %1</source>
        <translation>模型没有这些参数，已忽略：%1</translation>
    </message>
    <message>
        <source>Paste a table, or open a CSV file. The first line names the columns: %1</source>
        <translation>粘贴表格，或打开 CSV 文件。第一行是列名：%1</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Open a table</source>
        <translation>打开表格</translation>
    </message>
</context>
<context>
    <name>TimeWords</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>usually %1 s</source>
        <translation>通常 %1 秒</translation>
    </message>
    <message>
        <source>usually %1 min</source>
        <translation>通常 %1 分钟</translation>
    </message>
</context>
</TS>
