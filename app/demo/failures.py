"""Answers that say no, in the shapes of new-api (reference: its ``types/error.go`` and ``middleware``)."""

from typing import Any


class Refusal(Exception):
    """A request that the gateway does not serve. Ends as a JSON body with a status."""

    def __init__(
        self,
        status: int,
        message: str,
        code: str = "",
        *,
        kind: str = "new_api_error",
        retry_after_s: int = 0,
        param: str = "",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.kind = kind
        self.retry_after_s = retry_after_s
        self.param = param

    @property
    def headers(self) -> dict[str, str]:
        """Headers beside the usual ones."""
        return {"Retry-After": str(self.retry_after_s)} if self.retry_after_s else {}

    def body(self, request_id: str) -> dict[str, Any]:
        """The JSON body, with the request id inside the message as new-api writes it."""
        message = f"{self.message} (request id: {request_id})"
        return {"error": {"message": message, "type": self.kind, "param": self.param, "code": self.code}}


def wrong_key() -> Refusal:
    """No such key, or an expired one: new-api says the same of both."""
    return Refusal(401, "无效的令牌")


def no_channel(model: str) -> Refusal:
    """No such model in this key's group. It is no overload, although the status says so."""
    return Refusal(503, f"分组 default 下模型 {model} 无可用渠道（distributor）", "model_not_found")


def invalid_request(message: str) -> Refusal:
    """The request itself is wrong; new-api answers 500 all the same."""
    return Refusal(500, message, "invalid_request")


def bad_parameter(message: str, code: str = "invalid_value", *, param: str = "") -> Refusal:
    """A value that the model's vendor refuses."""
    return Refusal(400, message, code, kind="invalid_request_error", param=param)


def invalid_address(method: str, path: str) -> Refusal:
    """A path that is not offered."""
    return Refusal(404, f"Invalid URL ({method} {path})", kind="invalid_request_error")
