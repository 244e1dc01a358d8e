"""Balance, site status and prices, in the shapes of new-api."""

from collections.abc import Sequence
from typing import Any

from app.demo.film.models import FilmModel
from app.demo.image.models import ImageModel
from app.demo.keys import has_credit
from app.demo.ledger import GROUP_NAMES, GROUPS, QUOTA_PER_UNIT, Ledger
from app.demo.models import DemoModel

_GRANTED = 20 * QUOTA_PER_UNIT
_CACHE_RATIO = 0.5
_MOST_LOGGED = 1_000
"""new-api tells no more of a key's log."""


def token_usage(key: str, ledger: Ledger) -> dict[str, Any]:
    """/api/usage/token/: the quota of the key, in units of which 500,000 are a dollar."""
    used = _used(key, ledger)
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
    limit = _GRANTED / QUOTA_PER_UNIT
    return {
        "object": "billing_subscription", "has_payment_method": True, "soft_limit_usd": limit,
        "hard_limit_usd": limit, "system_hard_limit_usd": limit, "access_until": 0,
    }  # fmt: skip


def usage(key: str, ledger: Ledger) -> dict[str, Any]:
    """/v1/dashboard/billing/usage: what was used, in hundredths."""
    return {"object": "list", "total_usage": 100 * _used(key, ledger) / QUOTA_PER_UNIT}


def token_log(key: str, ledger: Ledger) -> dict[str, Any]:
    """/api/log/token: what the key did, newest first."""
    rows = [charged.row() for charged in ledger.rows(key)[:_MOST_LOGGED]]
    return {"success": True, "message": "", "data": rows}


def status(address: str) -> dict[str, Any]:
    """/api/status: what kind of site this is and how it counts."""
    return {
        "success": True,
        "message": "",
        "data": {
            "version": "demo", "system_name": "Relay Studio Demo", "logo": "", "server_address": address,
            "top_up_link": "", "docs_link": "", "quota_per_unit": QUOTA_PER_UNIT,
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
        "group_ratio": GROUPS,
        "usable_group": GROUP_NAMES,
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
        "completion_ratio": 0, "enable_groups": list(GROUPS),
        "supported_endpoint_types": list(model.endpoints), "vendor_id": 1,
    }  # fmt: skip


def _price_of_words(model: DemoModel) -> dict[str, Any]:
    return {
        "model_name": model.id, "quota_type": 0, "model_ratio": model.ratio, "model_price": 0, "owner_by": "",
        "completion_ratio": model.completion_ratio, "cache_ratio": _CACHE_RATIO,
        "enable_groups": list(GROUPS), "supported_endpoint_types": list(model.endpoints),
        "vendor_id": 1,
    }  # fmt: skip


def _used(key: str, ledger: Ledger) -> int:
    return min(ledger.used(key), _GRANTED) if has_credit(key) else _GRANTED
