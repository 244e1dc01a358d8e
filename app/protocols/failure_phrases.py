"""Phrases that tell what went wrong, in the languages of the sites: the site's language decides the wording.

Sources: QuantumNous/new-api ``i18n/locales``, songquanpeng/one-api, and the vendors behind them.
"""

import re

from app.domain.errors import ErrorKind as Kind

_SEARCHED_CHARACTERS = 2000

# The first row that matches counts: an empty key is also an empty balance, a refused model also a refusal.
_PHRASES: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        Kind.KEY_QUOTA_EMPTY,
        ("令牌额度不足", "令牌额度已用尽", "TokenStatusExhausted", "token quota is not enough"),
    ),
    (Kind.UPSTREAM_QUOTA, ("you exceeded your current quota",)),
    (
        Kind.BALANCE_EMPTY,
        (
            "额度不足",
            "预扣费额度失败",
            "余额(?:不足|已用)",
            "欠费",
            "user quota is not enough",
            r"insufficient (?:account )?(?:balance|credits?|funds|user quota)",
            r"(?:not enough|out of) credits?",
            "quota_not_enough",
        ),
    ),
    (
        Kind.ADDRESS_NOT_ALLOWED,
        (
            r"IP\s*不在.{0,12}(?:允许|白名单)",
            r"\bip\b.{0,40}\bnot (?:in|on)\b.{0,30}\b(?:list|allowlist|whitelist)",
            r"\bip\b.{0,20}\bnot allowed",
        ),
    ),
    (
        Kind.KEY_REFUSED,
        (
            "无效的令牌",
            "令牌已过期",
            "令牌状态不可用",
            "未提供令牌",
            "密钥(?:无效|错误|已过期)",
            r"TokenStatus(?:Expired|Disabled)",
            r"(?:incorrect|invalid|wrong|expired|no) api[ _-]?key",
            r"api[ _-]?key (?:is )?(?:not valid|invalid|expired)",
            "didn't provide an api key",
            r"^invalid token\b",
            "authentication fails",
        ),
    ),
    (
        Kind.NOT_ALLOWED,
        ("无权访问", "已被封禁", "已被弃用", "不支持指定渠道", "权限不足", "has been banned"),
    ),
    (
        Kind.SIGNATURE_REJECTED,
        (
            r"invalid `?signature`? in `?thinking`? block",
            r"(?:invalid|corrupted|missing a) thought[ _]signature",
            r"encrypted content .{0,80}could not be (?:verified|decrypted)",
        ),
    ),
    (
        Kind.TOOLS_REFUSED,
        (
            r"(?:tools?|tool use|tool[ _]call(?:s|ing)?|function[ _]call(?:s|ing)?|functions?)\b"
            r".{0,30}\b(?:not|un)[ -]?(?:supported|available|enabled|allowed)",
            r"(?:not|n't) support.{0,20}\b(?:tools?|tool use|function[ _]call(?:s|ing)?)\b",
            r"(?:unknown|unsupported|unrecognized) (?:parameter|field|argument).{0,9}\b(?:tools|functions)\b",
            r"no endpoints found that support tool use",
            r"tool choice requires --enable-auto-tool-choice",
            "不支持.{0,6}(?:工具|函数)",
        ),
    ),
    (
        Kind.MODEL_UNAVAILABLE,
        (
            "无可用渠道",
            "可用渠道不存在",
            "倍率或价格未配置",
            "模型.{0,60}(?:不存在|不可用|未找到)",
            "no available channel",
            r"(?:no such|unknown) model",
            r"\bmodel\b.{0,80}(?:does not exist|not found|not exist|is not available)",
        ),
    ),
    (
        Kind.CONTEXT_TOO_LONG,
        (
            "maximum context",
            r"context[ _](?:length|window)",
            "prompt is too long",
            r"too many (?:input )?tokens",
            r"input.{0,30}too long",
            r"input.{0,30}exceeds? .{0,30}tokens?",
            "reduce the length",
            "上下文.{0,12}(?:过长|超)",
            "输入.{0,8}过长",
        ),
    ),
    (
        Kind.CONTENT_REFUSED,
        (
            r"content[ _](?:policy|management)",
            r"policy ?violation",
            r"sensitive[ _]words?",
            "moderation",
            r"safety (?:system|filter|reasons|policies|check)",
            r"banned[ _]prompt",
            "prompt_blocked",
            "blocked by gemini",
            r"\bnsfw\b",
            r"(?:prompt|input|output|content|image|material).{0,40}\bflagged\b",
            "risk control",
            "敏感",
            "违规",
            "违反.{0,10}(?:政策|规定)",
            "内容.{0,8}审核",
            "审核不通过",
            "不当内容",
        ),
    ),
    (
        Kind.RATE_LIMITED,
        (
            "负载已饱和",
            "请求数限制",
            "请求.{0,4}(?:频繁|过多)",
            "too many requests",
            "rate limit",
            "saturated",
        ),
    ),
    (Kind.NOT_FOUND, (r"^invalid url \(",)),
    (Kind.TASK_FORGOTTEN, (r"\btask_(?:no|not)_found\b",)),
    (
        Kind.TOO_LARGE,
        (r"(?:body|entity|payload|file|image).{0,20}too large", "文件过大", "请求体过大"),
    ),
    (Kind.OVERLOADED, ("overloaded", "服务器?繁忙", "系统繁忙")),
)
_PATTERNS = tuple(
    (kind, re.compile("|".join(phrases), re.IGNORECASE | re.DOTALL)) for kind, phrases in _PHRASES
)


def kind_of_words(message: str) -> Kind | None:
    """What the words of an error say; None where none of them is known."""
    start = message[:_SEARCHED_CHARACTERS]
    return next((kind for kind, pattern in _PATTERNS if pattern.search(start)), None)
