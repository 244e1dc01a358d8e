<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AnswerDesk</name>
    <message>
        <source>Checking the format…</source>
        <translation>正在检查格式…</translation>
    </message>
    <message>
        <source>JSON that follows the schema “{name}”</source>
        <translation>符合 Schema“{name}”的 JSON</translation>
    </message>
    <message numerus="yes">
        <source>JSON with %n place(s) that do not follow the schema</source>
        <translation>
            <numerusform>JSON，有 %n 处不符合 Schema</numerusform>
        </translation>
    </message>
    <message>
        <source>JSON; its schema cannot be used</source>
        <translation>JSON；但 Schema 本身不可用</translation>
    </message>
    <message>
        <source>JSON was asked for, and none came</source>
        <translation>要求回答 JSON，但没有收到</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>以表格查看</translation>
    </message>
    <message>
        <source>As a tree</source>
        <translation>以树状查看</translation>
    </message>
    <message>
        <source>There is no JSON in this answer.</source>
        <translation>这条回答里没有 JSON。</translation>
    </message>
</context>
<context>
    <name>AnswerDialog</name>
    <message>
        <source>Answer as data</source>
        <translation>回答中的数据</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>树</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>What does not follow the schema</source>
        <translation>不符合 Schema 的地方</translation>
    </message>
    <message>
        <source>Copy JSON</source>
        <translation>复制 JSON</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>复制为 CSV</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The answer follows its schema.</source>
        <translation>回答符合 Schema。</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) do not follow the schema:</source>
        <translation>
            <numerusform>有 %n 处不符合 Schema：</numerusform>
        </translation>
    </message>
    <message>
        <source>Its schema cannot be used, so that the answer was not checked.</source>
        <translation>Schema 本身不可用，没有检查这条回答。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
</context>
<context>
    <name>Carried</name>
    <message>
        <source>Claude Messages cannot be asked for JSON of any kind: give it a schema.</source>
        <translation>Claude Messages 不能只要求“JSON”，请给出 Schema。</translation>
    </message>
    <message>
        <source>Goes along as text.format of Responses.</source>
        <translation>将作为 Responses 的 text.format 发送。</translation>
    </message>
    <message>
        <source>Goes along as responseJsonSchema of Gemini.</source>
        <translation>将作为 Gemini 的 responseJsonSchema 发送。</translation>
    </message>
    <message>
        <source>Goes along as output_config.format of Claude Messages.</source>
        <translation>将作为 Claude Messages 的 output_config.format 发送。</translation>
    </message>
    <message>
        <source>Goes along as response_format of Chat Completions.</source>
        <translation>将作为 Chat Completions 的 response_format 发送。</translation>
    </message>
    <message>
        <source>Gemini passes over: {words}</source>
        <translation>Gemini 会忽略：{words}</translation>
    </message>
    <message>
        <source>Claude refuses: {words}</source>
        <translation>Claude 不接受：{words}</translation>
    </message>
</context>
<context>
    <name>ExampleDialog</name>
    <message>
        <source>Schema from an example</source>
        <translation>由示例生成 Schema</translation>
    </message>
    <message>
        <source>Paste an answer as you would like to get it. Its fields become required.</source>
        <translation>粘贴一份你希望得到的回答，其中的字段都会成为必填。</translation>
    </message>
    <message>
        <source>Example JSON</source>
        <translation>示例 JSON</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Make the schema</source>
        <translation>生成 Schema</translation>
    </message>
    <message>
        <source>Line {line}, character {column}: no JSON</source>
        <translation>第 {line} 行第 {column} 个字：不是有效的 JSON</translation>
    </message>
</context>
<context>
    <name>SchemaDialog</name>
    <message>
        <source>Answer format</source>
        <translation>回答格式</translation>
    </message>
    <message>
        <source>As it likes</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>JSON that follows a schema</source>
        <translation>按 Schema 的 JSON</translation>
    </message>
    <message>
        <source>JSON schema</source>
        <translation>JSON Schema</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Letters, digits, _ and - only</source>
        <translation>只能用英文字母、数字、_ 和 -</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>严格</translation>
    </message>
    <message>
        <source>The gateway lets the model write nothing else; not all of them can</source>
        <translation>由服务商强制模型只按 Schema 输出；并非都支持</translation>
    </message>
    <message>
        <source>Adapt the schema</source>
        <translation>调整 Schema</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>The model answers with a JSON object. Say “JSON” in the question or the system prompt: many gateways refuse the request otherwise.</source>
        <translation>模型用一个 JSON 对象回答。请在问题或系统提示词里写明“JSON”，否则很多服务商会拒绝请求。</translation>
    </message>
    <message>
        <source>The model answers in words, as usual.</source>
        <translation>模型照常用文字回答。</translation>
    </message>
    <message>
        <source>Strict wants every field required, and no others allowed.</source>
        <translation>严格模式要求所有字段必填，且不允许其他字段。</translation>
    </message>
</context>
<context>
    <name>SchemaTools</name>
    <message>
        <source>Begin with</source>
        <translation>从模板开始</translation>
    </message>
    <message>
        <source>From an example…</source>
        <translation>由示例生成…</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>整理格式</translation>
    </message>
</context>
<context>
    <name>SchemaWords</name>
    <message>
        <source>Line {line}, character {column}: no JSON ({reason})</source>
        <translation>第 {line} 行第 {column} 个字：不是有效的 JSON（{reason}）</translation>
    </message>
    <message>
        <source>No JSON: {reason}</source>
        <translation>不是有效的 JSON：{reason}</translation>
    </message>
    <message>
        <source>A schema begins with { and ends with }.</source>
        <translation>Schema 应以 { 开头、以 } 结尾。</translation>
    </message>
    <message>
        <source>The reference {reason} leads nowhere inside of the schema.</source>
        <translation>引用 {reason} 在 Schema 里找不到目标。</translation>
    </message>
    <message>
        <source>No JSON schema at {path}: {reason}</source>
        <translation>{path} 处不是有效的 JSON Schema：{reason}</translation>
    </message>
    <message>
        <source>“{wanted}” is missing</source>
        <translation>缺少“{wanted}”</translation>
    </message>
    <message>
        <source>should be {wanted}, is {found}</source>
        <translation>应为 {wanted}，实为 {found}</translation>
    </message>
    <message>
        <source>should be one of {wanted}, is {found}</source>
        <translation>应为 {wanted} 之一，实为 {found}</translation>
    </message>
    <message>
        <source>should be at least {wanted}, is {found}</source>
        <translation>应不小于 {wanted}，实为 {found}</translation>
    </message>
    <message>
        <source>should be at most {wanted}, is {found}</source>
        <translation>应不大于 {wanted}，实为 {found}</translation>
    </message>
    <message>
        <source>should be more than {wanted}, is {found}</source>
        <translation>应大于 {wanted}，实为 {found}</translation>
    </message>
    <message>
        <source>should be less than {wanted}, is {found}</source>
        <translation>应小于 {wanted}，实为 {found}</translation>
    </message>
    <message>
        <source>should have at least {wanted} characters: {found}</source>
        <translation>至少应有 {wanted} 个字：{found}</translation>
    </message>
    <message>
        <source>should have at most {wanted} characters: {found}</source>
        <translation>最多应有 {wanted} 个字：{found}</translation>
    </message>
    <message>
        <source>should have at least {wanted} items</source>
        <translation>至少应有 {wanted} 项</translation>
    </message>
    <message>
        <source>should have at most {wanted} items</source>
        <translation>最多应有 {wanted} 项</translation>
    </message>
    <message>
        <source>holds the same item twice</source>
        <translation>有重复的项</translation>
    </message>
    <message>
        <source>should look like {wanted}, is {found}</source>
        <translation>应符合 {wanted}，实为 {found}</translation>
    </message>
    <message>
        <source>should be a {wanted}, is {found}</source>
        <translation>应为 {wanted} 格式，实为 {found}</translation>
    </message>
    <message>
        <source>holds fields that the schema does not know ({reason})</source>
        <translation>有 Schema 没有定义的字段（{reason}）</translation>
    </message>
</context>
</TS>
