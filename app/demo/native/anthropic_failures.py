"""Answers that say no in Anthropic's words."""

from typing import Any

from app.demo.failures import Refusal

_KINDS = {
    400: "invalid_request_error", 404: "not_found_error", 413: "request_too_large", 429: "rate_limit_error",
    500: "api_error", 529: "overloaded_error",
}  # fmt: skip


class AnthropicRefusal(Refusal):
    """An error of the relay step; what the relay itself refuses keeps new-api's shape."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(status, message, kind=_KINDS[status])

    def body(self, request_id: str) -> dict[str, Any]:
        error = {"type": self.kind, "message": self.message}
        return {"type": "error", "error": error, "request_id": f"req_{request_id}"}
