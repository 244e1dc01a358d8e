<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AddresseeLine</name>
    <message numerus="yes">
        <source>Goes to %n models</source>
        <translation>
            <numerusform>将发给 %n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask only one</source>
        <translation>只问一个</translation>
    </message>
</context>
<context>
    <name>AddresseesPopover</name>
    <message>
        <source>As last time: {models}</source>
        <translation>和上次一样：{models}</translation>
    </message>
    <message>
        <source>Ask several models at once</source>
        <translation>同时问多个模型</translation>
    </message>
    <message>
        <source>The answers stand side by side. Each one is charged.</source>
        <translation>回答并排显示，每个都会计费。</translation>
    </message>
    <message>
        <source>Add a model…</source>
        <translation>添加模型…</translation>
    </message>
    <message>
        <source>Do not ask {model}</source>
        <translation>不问 {model}</translation>
    </message>
</context>
<context>
    <name>AnswerColumn</name>
    <message>
        <source>Go on with this</source>
        <translation>用这个继续</translation>
    </message>
    <message>
        <source>Go on with the answer of {model}</source>
        <translation>用 {model} 的回答继续</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message numerus="yes">
        <source>%n answers side by side</source>
        <translation>
            <numerusform>%n 个回答并排</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>返回对话</translation>
    </message>
</context>
</TS>
