<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AdoptDialog</name>
    <message>
        <source>Adopt a task</source>
        <translation>认领任务</translation>
    </message>
    <message>
        <source>Nothing is ordered or paid: the job is only watched.</source>
        <translation>不会下单，也不会扣费，只是跟踪这个任务。</translation>
    </message>
    <message>
        <source>Task id, link, or the answer as JSON</source>
        <translation>任务编号、链接，或返回的 JSON</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Kind of task</source>
        <translation>任务类型</translation>
    </message>
    <message>
        <source>Look at the provider</source>
        <translation>到服务商处查找</translation>
    </message>
    <message>
        <source>Tasks at the provider</source>
        <translation>服务商处的任务</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Watch it</source>
        <translation>开始跟踪</translation>
    </message>
    <message>
        <source>The provider tells of no tasks.</source>
        <translation>服务商没有返回任何任务。</translation>
    </message>
    <message>
        <source>probably this one</source>
        <translation>很可能是这个</translation>
    </message>
    <message>
        <source>on the board already</source>
        <translation>已在列表中</translation>
    </message>
</context>
<context>
    <name>BoardFilterBar</name>
    <message>
        <source>Search in prompts</source>
        <translation>搜索提示词</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>所有状态</translation>
    </message>
    <message>
        <source>Films</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Films and pictures</source>
        <translation>视频和图片</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
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
        <source>By provider</source>
        <translation>按服务商</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>按状态分组</translation>
    </message>
    <message>
        <source>Group by state</source>
        <translation>按状态分组</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>All providers</source>
        <translation>所有服务商</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>所有模型</translation>
    </message>
</context>
<context>
    <name>BoardFoot</name>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>共 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 running</source>
        <translation>%1 个进行中</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 个等待提交</translation>
    </message>
    <message>
        <source>checking now</source>
        <translation>正在查询</translation>
    </message>
    <message>
        <source>next check in %1</source>
        <translation>%1后查询</translation>
    </message>
</context>
<context>
    <name>EmptyBoard</name>
    <message>
        <source>Nothing fits</source>
        <translation>没有结果</translation>
    </message>
    <message>
        <source>No job is like what you look for.</source>
        <translation>没有符合条件的任务。</translation>
    </message>
    <message>
        <source>What shall move?</source>
        <translation>想让什么动起来？</translation>
    </message>
    <message>
        <source>Write a prompt, or drop a picture here as the first frame.</source>
        <translation>写一段提示词，或把图片拖到这里作为首帧。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>A paper boat drifts down a rain gutter, the camera follows close to the water</source>
        <translation>纸船顺着雨后的水沟漂流，镜头贴着水面跟拍</translation>
    </message>
    <message>
        <source>Night train through snow, warm light in the windows, slow pan</source>
        <translation>夜行列车穿过雪原，车窗透出暖光，镜头缓缓横移</translation>
    </message>
    <message>
        <source>A cup of tea on a desk, steam rising in morning light, nothing else moves</source>
        <translation>书桌上一杯茶，晨光里热气升起，其余静止</translation>
    </message>
</context>
<context>
    <name>FilmDesk</name>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Saved %1 files: %2</source>
        <translation>已保存 %1 个文件：%2</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
</context>
<context>
    <name>JobDesk</name>
    <message>
        <source>None of the chosen jobs can do that.</source>
        <translation>所选任务都不支持此操作。</translation>
    </message>
    <message>
        <source>Try %1 jobs again?</source>
        <translation>重试 %1 个任务？</translation>
    </message>
    <message>
        <source>Each is sent as a new job and may be billed again.</source>
        <translation>每个都会作为新任务提交，可能再次计费。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Is the film finished? Please send me its link.</source>
        <translation>视频做好了吗？请把链接发给我。</translation>
    </message>
    <message>
        <source>There is no other take. Choose two to four films in the list.</source>
        <translation>没有其他版本。请在列表中选择二到四个视频。</translation>
    </message>
</context>
<context>
    <name>JobDetail</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Choose a job</source>
        <translation>选择一个任务</translation>
    </message>
    <message>
        <source>%1 chosen</source>
        <translation>已选 %1 项</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>The last check came to nothing; the next one follows. %1</source>
        <translation>上一次查询没有结果，稍后会再查。%1</translation>
    </message>
</context>
<context>
    <name>JobFacts</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
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
        <source>Ordered</source>
        <translation>下单时间</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Task id</source>
        <translation>任务编号</translation>
    </message>
</context>
<context>
    <name>JobGroups</name>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>生成中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
</context>
<context>
    <name>JobVerbs</name>
    <message>
        <source>Last frame → next shot</source>
        <translation>尾帧 → 下一镜头</translation>
    </message>
    <message>
        <source>Go on from this film</source>
        <translation>接着这个视频继续</translation>
    </message>
    <message>
        <source>Search for it (free)</source>
        <translation>查找任务（免费）</translation>
    </message>
    <message>
        <source>Name its id… (free)</source>
        <translation>填写任务编号…（免费）</translation>
    </message>
    <message>
        <source>Pause the download</source>
        <translation>暂停下载</translation>
    </message>
    <message>
        <source>Fetch it again (free)</source>
        <translation>重新获取（免费）</translation>
    </message>
    <message>
        <source>Try other ways (free)</source>
        <translation>换其他方式获取（免费）</translation>
    </message>
    <message>
        <source>Ask now (free)</source>
        <translation>立即查询（免费）</translation>
    </message>
    <message>
        <source>Ask in the conversation…</source>
        <translation>在对话中追问…</translation>
    </message>
    <message>
        <source>Try again (may be billed again)</source>
        <translation>重试（可能再次计费）</translation>
    </message>
    <message>
        <source>Another take with these settings</source>
        <translation>用这些设置再拍一条</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save the last frame as a picture…</source>
        <translation>把尾帧存为图片…</translation>
    </message>
    <message>
        <source>Use in Images</source>
        <translation>用于图片创作</translation>
    </message>
    <message>
        <source>Make a character from it…</source>
        <translation>用它制作角色…</translation>
    </message>
    <message>
        <source>Compare takes</source>
        <translation>并排比较</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
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
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Copy the raw answer</source>
        <translation>复制原始响应</translation>
    </message>
    <message>
        <source>Requests and answers</source>
        <translation>请求与应答</translation>
    </message>
    <message>
        <source>Show what it was made from</source>
        <translation>查看来源视频</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止跟踪</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消任务</translation>
    </message>
    <message>
        <source>Export the list…</source>
        <translation>导出列表…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Remove the star</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Change and retry</source>
        <translation>修改后重试</translation>
    </message>
    <message>
        <source>Go on with the download</source>
        <translation>继续下载</translation>
    </message>
</context>
<context>
    <name>JobWords</name>
    <message>
        <source>Downloading %1</source>
        <translation>下载中 %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>Link expired</source>
        <translation>链接已过期</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>等待提交</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>提交中</translation>
    </message>
    <message>
        <source>Sent, outcome unknown</source>
        <translation>已发出，结果未知</translation>
    </message>
    <message>
        <source>Queued at the provider</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>The provider asks for more</source>
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
        <source>Link ends in %1</source>
        <translation>链接 %1后失效</translation>
    </message>
    <message>
        <source>nothing for %1</source>
        <translation>已有 %1 没有数据</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>usually %1</source>
        <translation>通常 %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>Download paused</source>
        <translation>下载已暂停</translation>
    </message>
    <message>
        <source>Paused at %1</source>
        <translation>已暂停：%1</translation>
    </message>
    <message>
        <source>No change for %1</source>
        <translation>%1无变化</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>生成中</translation>
    </message>
    <message>
        <source>Running %1 %</source>
        <translation>生成中 %1%</translation>
    </message>
</context>
<context>
    <name>JobsBoard</name>
    <message>
        <source>Adopt a task…</source>
        <translation>认领任务…</translation>
    </message>
    <message>
        <source>Watch a job that was begun elsewhere, by its id</source>
        <translation>用编号跟踪在别处提交的任务</translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation>查看队列</translation>
    </message>
</context>
<context>
    <name>JobsView</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
</context>
<context>
    <name>VideosPage</name>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>This model begins with no picture. Choose another one.</source>
        <translation>这个模型不能用图片开头，请换一个。</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
</context>
</TS>
