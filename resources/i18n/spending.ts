<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccountTab</name>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Forget the access token</source>
        <translation>移除访问令牌</translation>
    </message>
    <message>
        <source>Keys of the account</source>
        <translation>账号的密钥</translation>
    </message>
    <message>
        <source>The key was made and belongs to this provider now</source>
        <translation>密钥已创建，并加入了这个服务商</translation>
    </message>
    <message>
        <source>The key was made, but the site shows it on its own page only: copy it there</source>
        <translation>密钥已创建，但该站点只在自己的网页上显示：请到那里复制</translation>
    </message>
    <message>
        <source>This key: the gateway does not tell what is left</source>
        <translation>此密钥：服务商未告知余额</translation>
    </message>
    <message>
        <source>This key: {left} left</source>
        <translation>此密钥：剩余 {left}</translation>
    </message>
    <message>
        <source>{amount} used</source>
        <translation>已用 {amount}</translation>
    </message>
    <message>
        <source>Asking the gateway…</source>
        <translation>正在询问服务商…</translation>
    </message>
    <message>
        <source>The account “{name}”: {left} left</source>
        <translation>账号“{name}”：剩余 {left}</translation>
    </message>
    <message>
        <source>group {name}</source>
        <translation>分组 {name}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限额</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>switched off or used up</source>
        <translation>已停用或已用完</translation>
    </message>
</context>
<context>
    <name>GatewayLogTab</name>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
    <message>
        <source>Calls as the gateway charged them</source>
        <translation>服务商扣费的调用</translation>
    </message>
    <message>
        <source>Asking the gateway…</source>
        <translation>正在询问服务商…</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Charged</source>
        <translation>实际扣费</translation>
    </message>
    <message>
        <source>Reckoned here</source>
        <translation>本机估算</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>输入 token</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>输出 token</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>This gateway does not show its log to this key. {reason}</source>
        <translation>这个服务商不向此密钥开放日志。{reason}</translation>
    </message>
    <message>
        <source>The gateway has noted no calls.</source>
        <translation>服务商没有调用记录。</translation>
    </message>
    <message>
        <source>charged: {amount}</source>
        <translation>共扣费：{amount}</translation>
    </message>
    <message>
        <source>made here: {count}</source>
        <translation>其中本机发起：{count}</translation>
    </message>
    <message>
        <source>difference: {amount}</source>
        <translation>差额：{amount}</translation>
    </message>
    <message>
        <source>Not made with this studio, or before it took notes</source>
        <translation>不是由本软件发起，或发起时尚未记账</translation>
    </message>
    <message>
        <source>The gateway counts otherwise than its price list</source>
        <translation>服务商的扣费与其价格表不符</translation>
    </message>
</context>
<context>
    <name>MoneyWords</name>
    <message>
        <source>%1 quota</source>
        <translation>%1 额度点</translation>
    </message>
</context>
<context>
    <name>NewKeyForm</name>
    <message>
        <source>Name of a new key</source>
        <translation>新密钥的名称</translation>
    </message>
    <message>
        <source>quota</source>
        <translation>额度点</translation>
    </message>
    <message>
        <source>Limit in {unit}, or empty</source>
        <translation>限额（{unit}），可留空</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>Usual group</source>
        <translation>默认分组</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Make a key</source>
        <translation>创建密钥</translation>
    </message>
    <message>
        <source>The limit is no amount above zero.</source>
        <translation>限额必须是大于零的数。</translation>
    </message>
</context>
<context>
    <name>PricesTab</name>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Input, per million tokens</source>
        <translation>输入（每百万 token）</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>From the cache</source>
        <translation>缓存命中</translation>
    </message>
    <message>
        <source>Per call</source>
        <translation>每次</translation>
    </message>
    <message>
        <source>Asking the gateway…</source>
        <translation>正在询问服务商…</translation>
    </message>
    <message>
        <source>This gateway does not tell its prices.</source>
        <translation>这个服务商没有公开价格。</translation>
    </message>
    <message>
        <source>models: {count}</source>
        <translation>模型：{count}</translation>
    </message>
    <message>
        <source>amounts are credit at the provider</source>
        <translation>金额是站内额度，不等同于真实货币</translation>
    </message>
    <message>
        <source>prices of the usual group; choose yours in the provider&apos;s settings</source>
        <translation>按默认分组计价；可在服务商设置里选择你的分组</translation>
    </message>
    <message>
        <source>prices of the group “{name}”</source>
        <translation>按分组“{name}”计价</translation>
    </message>
    <message>
        <source>by a formula</source>
        <translation>按公式计价</translation>
    </message>
</context>
<context>
    <name>RangeBar</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>近 30 天</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>自选日期</translation>
    </message>
    <message>
        <source>Days that are added up</source>
        <translation>统计的日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
</context>
<context>
    <name>SignInForm</name>
    <message>
        <source>With the account&apos;s access token the studio shows the account and its keys, makes new keys, and reads the whole log. You find the token and your user number in the personal settings of the site&apos;s own page. The token can spend and delete everything: it is kept in the system&apos;s keyring, and goes to this provider alone.</source>
        <translation>有了账号的系统访问令牌，就能在这里查看账号和密钥、创建新密钥、读取完整日志。令牌和用户编号可以在站点网页的“个人设置”里找到。令牌拥有账号的全部权限：它只保存在系统钥匙串里，只发送给这个服务商。</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>系统访问令牌</translation>
    </message>
    <message>
        <source>User number</source>
        <translation>用户编号</translation>
    </message>
    <message>
        <source>Needed at most sites</source>
        <translation>多数站点需要</translation>
    </message>
    <message>
        <source>Keep it for this session only</source>
        <translation>只在本次运行期间保留</translation>
    </message>
    <message>
        <source>Show the account</source>
        <translation>查看账号</translation>
    </message>
</context>
<context>
    <name>SpendingDesk</name>
    <message>
        <source>Spending and prices</source>
        <translation>花费与价格</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
</context>
<context>
    <name>SpendingOverview</name>
    <message>
        <source>By day</source>
        <translation>按天</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <source>By provider</source>
        <translation>按服务商</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按类型</translation>
    </message>
    <message>
        <source>By conversation</source>
        <translation>按对话</translation>
    </message>
    <message>
        <source>What the table adds up</source>
        <translation>表格的汇总方式</translation>
    </message>
    <message>
        <source>What the bars show</source>
        <translation>柱形图的内容</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>Spending over time</source>
        <translation>花费随时间的变化</translation>
    </message>
    <message>
        <source>Spending</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>Nothing was spent in these days</source>
        <translation>这段时间没有花费</translation>
    </message>
    <message>
        <source>Every answer and everything that was made is noted here.</source>
        <translation>每次回答、每次生成都会记在这里。</translation>
    </message>
    <message>
        <source>calls: {count}</source>
        <translation>调用：{count}</translation>
    </message>
    <message>
        <source>tokens in: {count}</source>
        <translation>输入 token：{count}</translation>
    </message>
    <message>
        <source>tokens out: {count}</source>
        <translation>输出 token：{count}</translation>
    </message>
    <message>
        <source>without a known price: {count}</source>
        <translation>价格未知：{count}</translation>
    </message>
    <message>
        <source>No price is known</source>
        <translation>价格未知</translation>
    </message>
    <message>
        <source>amounts are credit at the provider</source>
        <translation>金额是站内额度，不等同于真实货币</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Quota</source>
        <translation>额度点</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>导出 CSV</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
</context>
<context>
    <name>SpendingWindow</name>
    <message>
        <source>Spending</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>As the gateway counts</source>
        <translation>服务商的账单</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Account and keys</source>
        <translation>账号与密钥</translation>
    </message>
</context>
<context>
    <name>SumRows</name>
    <message>
        <source>Without a title</source>
        <translation>无标题</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>输入 token</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>输出 token</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
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
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>音乐</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>语音</translation>
    </message>
</context>
</TS>
