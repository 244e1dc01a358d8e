"""Which keys the demo gateway lets in. None is needed; some are refused, so that refusals can be seen."""

from app.demo.failures import Refusal, wrong_key

_REFUSED = ("sk-bad", "sk-demo-bad")
_EXPIRED = "sk-expired"
_EMPTY = "sk-empty"
_LIMITED = "sk-limit"
_DENIED = "sk-denied"
_BUSY = "sk-busy"
_BUSY_S = 2


def check_key(authorization: str) -> str:
    """The key of an Authorization header; empty where none was sent.

    Raises:
        Refusal: the key is wrong, expired, or may not be used from here.
    """
    key = authorization.removeprefix("Bearer ").strip()
    if key.startswith(_REFUSED):
        raise wrong_key()
    if key.startswith(_EXPIRED):
        raise Refusal(401, "该令牌已过期")
    if key.startswith(_DENIED):
        raise Refusal(403, "您的 IP 不在令牌允许访问的列表中", "access_denied")
    return key


def check_funds(key: str) -> None:
    """Let a call through that somebody could pay.

    Raises:
        Refusal: the account or the key is used up, or asks too often.
    """
    if key.startswith(_EMPTY):
        raise Refusal(403, "用户额度不足, 剩余额度: ＄0.000000", "insufficient_user_quota")
    if key.startswith(_LIMITED):
        message = "令牌额度不足, 令牌剩余额度: ＄0.000000, 需要预扣费额度: ＄0.010000"
        raise Refusal(403, message, "pre_consume_token_quota_failed")
    if key.startswith(_BUSY):
        raise Refusal(429, "当前分组上游负载已饱和，请稍后再试", retry_after_s=_BUSY_S)


def has_credit(key: str) -> bool:
    """Whether the balance of this key shows anything."""
    return not key.startswith((_EMPTY, _LIMITED))
