<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>FailedRow</name>
    <message>
        <source>Batch of %1: %2 failed</source>
        <translation>%1 的批次：%2 项失败</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Try again (may be billed again)</source>
        <translation>重试（可能再次计费）</translation>
    </message>
</context>
<context>
    <name>FinishedTasks</name>
    <message>
        <source>It is done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>It did not succeed</source>
        <translation>未成功</translation>
    </message>
    <message>
        <source>%1 done</source>
        <translation>%1 项已完成</translation>
    </message>
    <message>
        <source>%1 did not succeed</source>
        <translation>%1 项未成功</translation>
    </message>
</context>
<context>
    <name>JobsButton</name>
    <message>
        <source>Jobs: %1</source>
        <translation>任务：%1</translation>
    </message>
</context>
<context>
    <name>JobsWords</name>
    <message>
        <source>%1 running</source>
        <translation>%1 个进行中</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 个等待中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
</context>
<context>
    <name>LeftOver</name>
    <message>
        <source>Orders of last time that wait: %1. Nothing is sent until you go on.</source>
        <translation>上次还有 %1 项在排队，点“继续”后才会发送。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>ProfileRow</name>
    <message>
        <source>%1 running</source>
        <translation>%1 个进行中</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 个等待中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>at the same time</source>
        <translation>同时进行</translation>
    </message>
    <message>
        <source>Go on with %1</source>
        <translation>继续 %1</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>暂停 %1</translation>
    </message>
</context>
<context>
    <name>QueueDesk</name>
    <message>
        <source>Taken out of the queue: %1</source>
        <translation>已从队列移出 %1 项</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>again at %1</source>
        <translation>%1 再试</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>To the front</source>
        <translation>移到最前</translation>
    </message>
    <message>
        <source>Up  (Alt+↑)</source>
        <translation>上移（Alt+↑）</translation>
    </message>
    <message>
        <source>Down  (Alt+↓)</source>
        <translation>下移（Alt+↓）</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>没有排队的任务。</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移出队列</translation>
    </message>
    <message>
        <source>Take out all</source>
        <translation>全部移出</translation>
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
    <name>QueueView</name>
    <message>
        <source>Waiting</source>
        <translation>排队中</translation>
    </message>
</context>
</TS>
