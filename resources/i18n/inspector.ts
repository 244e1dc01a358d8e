<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ExchangeDialog</name>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Requests, the newest first</source>
        <translation>请求记录，最新的在前</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送内容</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>返回内容</translation>
    </message>
    <message>
        <source>Copy what was sent</source>
        <translation>复制发送内容</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>复制返回内容</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>复制为 curl</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Nothing was sent for it yet.</source>
        <translation>还没有为它发送过请求。</translation>
    </message>
</context>
</TS>
