"""Balance, site status and prices, in the shapes of new-api."""

from collections.abc import Sequence
from typing import Any

from app.demo.film.models import FilmModel
from app.demo.image.models import ImageModel
from app.demo.keys import has_credit
from app.demo.models import DemoModel

_QUOTA_PER_UNIT = 500_000
_GRANTED = 20 * _QUOTA_PER_UNIT
_USED = 4 * _QUOTA_PER_UNIT


def token_usage(key: str) -> dict[str, Any]:
    """/api/usage/token/: the quota of the key, in units of which 500,000 are a dollar."""
    used = _used(key)
    return {
        "code": True,
        "message": "ok",
        "data": {
            "object": "token_usage", "name": "demo", "total_granted": _GRANTED, "total_used": used,
            "total_available": _GRANTED - used, "unlimited_quota": False, "model_limits": {},
            "model_limits_enabled": False, "expires_at": 0,
        },
    }  # fmt: skip


def subscription(key: str) -> dict[str, Any]:
    """/v1/dashboard/billing/subscription: the limit in dollars."""
    limit = _GRANTED / _QUOTA_PER_UNIT
    return {
        "object": "billing_subscription", "has_payment_method": True, "soft_limit_usd": limit,
        "hard_limit_usd": limit, "system_hard_limit_usd": limit, "access_until": 0,
    }  # fmt: skip


def usage(key: str) -> dict[str, Any]:
    """/v1/dashboard/billing/usage: what was used, in hundredths."""
    return {"object": "list", "total_usage": 100 * _used(key) / _QUOTA_PER_UNIT}


def status(address: str) -> dict[str, Any]:
    """/api/status: what kind of site this is and how it counts."""
    return {
        "success": True,
        "message": "",
        "data": {
            "version": "demo", "system_name": "Relay Studio Demo", "logo": "", "server_address": address,
            "top_up_link": "", "docs_link": "", "quota_per_unit": _QUOTA_PER_UNIT,
            "display_in_currency": True, "quota_display_type": "USD", "usd_exchange_rate": 7.3, "price": 7.3,
            "enable_drawing": False, "enable_task": False, "announcements": [], "faq": [], "chats": [],
            "_qn": "new-api",
        },
    }  # fmt: skip


def pricing(models: Sequence[DemoModel], media: Sequence[ImageModel | FilmModel]) -> dict[str, Any]:
    """/api/pricing: the price list. Demo prices are play money."""
    return {
        "success": True,
        "data": [*map(_price_of_words, models), *map(_price_of_media, media)],
        "vendors": [{"id": 1, "name": "Relay Studio", "icon": ""}],
        "group_ratio": {"default": 1},
        "usable_group": {"default": "Standard"},
        "supported_endpoint": {
            "openai": {"path": "/v1/chat/completions", "method": "POST"},
            "openai-response": {"path": "/v1/responses", "method": "POST"},
            "anthropic": {"path": "/v1/messages", "method": "POST"},
            "gemini": {"path": "/v1beta/models/{model}:generateContent", "method": "POST"},
            "image-generation": {"path": "/v1/images/generations", "method": "POST"},
        },
        "auto_groups": ["default"],
        "pricing_version": "demo",
    }


def _price_of_media(model: ImageModel | FilmModel) -> dict[str, Any]:
    """Charged by the call: new-api's quota type 1."""
    return {
        "model_name": model.id, "quota_type": 1, "model_ratio": 0, "model_price": model.price, "owner_by": "",
        "completion_ratio": 0, "enable_groups": ["default"],
        "supported_endpoint_types": list(model.endpoints), "vendor_id": 1,
    }  # fmt: skip


def _price_of_words(model: DemoModel) -> dict[str, Any]:
    return {
        "model_name": model.id, "quota_type": 0, "model_ratio": model.ratio, "model_price": 0, "owner_by": "",
        "completion_ratio": model.completion_ratio, "cache_ratio": 0.5, "enable_groups": ["default"],
        "supported_endpoint_types": list(model.endpoints), "vendor_id": 1,
    }  # fmt: skip


def _used(key: str) -> int:
    return _USED if has_credit(key) else _GRANTED
