<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Background</name>
    <message>
        <source>Something is being made</source>
        <translation>正在制作</translation>
    </message>
</context>
</TS>
