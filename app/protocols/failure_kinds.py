"""Codes, types and statuses of gateways, and what each of them means.

Sources: QuantumNous/new-api ``types/error.go``, ``middleware/*``; songquanpeng/one-api
``middleware/``; OpenAI's, Anthropic's and Google's error lists; Cloudflare's own statuses.
"""

import re

from app.domain.errors import ErrorKind as Kind
from app.protocols.failure_bodies import ErrorBody
from app.protocols.failure_phrases import kind_of_words
from app.protocols.web_page import WebPage

_CODES = {
    "insufficient_user_quota": Kind.BALANCE_EMPTY,
    "insufficient_balance": Kind.BALANCE_EMPTY,
    "insufficient_credits": Kind.BALANCE_EMPTY,
    "insufficientbalance": Kind.BALANCE_EMPTY,
    "arrearage": Kind.BALANCE_EMPTY,
    "accountoverdueerror": Kind.BALANCE_EMPTY,
    "minimax:1008": Kind.BALANCE_EMPTY,
    "pre_consume_token_quota_failed": Kind.KEY_QUOTA_EMPTY,
    "insufficient_quota": Kind.UPSTREAM_QUOTA,
    "billing_hard_limit_reached": Kind.UPSTREAM_QUOTA,
    "access_denied": Kind.ADDRESS_NOT_ALLOWED,
    "invalid_api_key": Kind.KEY_REFUSED,
    "invalidapikey": Kind.KEY_REFUSED,
    "authenticationerror": Kind.KEY_REFUSED,
    "auth_unauthorized": Kind.KEY_REFUSED,
    "auth_token_expired": Kind.KEY_REFUSED,
    "auth_session_revoked": Kind.KEY_REFUSED,
    "auth_user_disabled": Kind.NOT_ALLOWED,
    "auth_insufficient_privilege": Kind.NOT_ALLOWED,
    "minimax:1004": Kind.KEY_REFUSED,
    "minimax:2049": Kind.KEY_REFUSED,
    "model_not_found": Kind.MODEL_UNAVAILABLE,
    "model_price_error": Kind.MODEL_UNAVAILABLE,
    "modelnotfound": Kind.MODEL_UNAVAILABLE,
    "unsupportedmodel": Kind.MODEL_UNAVAILABLE,
    "invalidendpointormodel.notfound": Kind.MODEL_UNAVAILABLE,
    "prompt_blocked": Kind.CONTENT_REFUSED,
    "sensitive_words_detected": Kind.CONTENT_REFUSED,
    "content_policy_violation": Kind.CONTENT_REFUSED,
    "content_filter": Kind.CONTENT_REFUSED,
    "moderation_blocked": Kind.CONTENT_REFUSED,
    "data_inspection_failed": Kind.CONTENT_REFUSED,
    "datainspectionfailed": Kind.CONTENT_REFUSED,
    "responsibleaipolicyviolation": Kind.CONTENT_REFUSED,
    "minimax:1026": Kind.CONTENT_REFUSED,
    "minimax:1027": Kind.CONTENT_REFUSED,
    "context_length_exceeded": Kind.CONTEXT_TOO_LONG,
    "string_above_max_length": Kind.CONTEXT_TOO_LONG,
    "minimax:1039": Kind.CONTEXT_TOO_LONG,
    "cameo_permission_denied": Kind.CHARACTER_NOT_ALLOWED,
    "read_request_body_failed": Kind.TOO_LARGE,
    "request_too_large": Kind.TOO_LARGE,
    "rate_limit_exceeded": Kind.RATE_LIMITED,
    "rate_limit_reached": Kind.RATE_LIMITED,
    "minimax:1002": Kind.RATE_LIMITED,
    "invalid_request": Kind.REQUEST_REFUSED,
    "invalidparameter": Kind.REQUEST_REFUSED,
    "unsupported_parameter": Kind.REQUEST_REFUSED,
    "unsupported_value": Kind.REQUEST_REFUSED,
    "unknown_parameter": Kind.REQUEST_REFUSED,
    "minimax:2013": Kind.REQUEST_REFUSED,
    "unsupported_file": Kind.UNSUPPORTED_MEDIA,
    "do_request_failed": Kind.UPSTREAM_UNREACHABLE,
    "read_response_body_failed": Kind.UPSTREAM_UNREACHABLE,
    "bad_response": Kind.UPSTREAM_UNREACHABLE,
    "bad_response_body": Kind.UPSTREAM_UNREACHABLE,
    "empty_response": Kind.UPSTREAM_UNREACHABLE,
    "get_channel_failed": Kind.GATEWAY_FAILED,
    "count_token_failed": Kind.GATEWAY_FAILED,
    "query_data_error": Kind.GATEWAY_FAILED,
    "system_cpu_overloaded": Kind.OVERLOADED,
    "system_memory_overloaded": Kind.OVERLOADED,
    "system_disk_overloaded": Kind.OVERLOADED,
    "invalid_encrypted_content": Kind.SIGNATURE_REJECTED,
    "previous_response_not_found": Kind.HISTORY_LOST,
    "api_not_implemented": Kind.NOT_OFFERED,
    "convert_request_failed": Kind.NOT_OFFERED,
    # Kling's own, in part Zhipu's as well.
    "1101": Kind.UPSTREAM_QUOTA,
    "1102": Kind.UPSTREAM_QUOTA,
    "1300": Kind.CONTENT_REFUSED,
    "1301": Kind.CONTENT_REFUSED,
    "1302": Kind.RATE_LIMITED,
    "1303": Kind.RATE_LIMITED,
}

_TYPES = {
    "authentication_error": Kind.KEY_REFUSED,
    "permission_error": Kind.NOT_ALLOWED,
    "billing_error": Kind.BALANCE_EMPTY,
    "insufficient_quota": Kind.UPSTREAM_QUOTA,
    "rate_limit_error": Kind.RATE_LIMITED,
    "rate_limit_exceeded": Kind.RATE_LIMITED,
    "overloaded_error": Kind.OVERLOADED,
    "request_too_large": Kind.TOO_LARGE,
    "timeout_error": Kind.GATEWAY_GAVE_UP,
    "new_api_panic": Kind.GATEWAY_FAILED,
    # Google's words for a status.
    "unauthenticated": Kind.KEY_REFUSED,
    "permission_denied": Kind.NOT_ALLOWED,
    "resource_exhausted": Kind.RATE_LIMITED,
    "unavailable": Kind.OVERLOADED,
    "deadline_exceeded": Kind.GATEWAY_GAVE_UP,
    "invalid_argument": Kind.REQUEST_REFUSED,
    "failed_precondition": Kind.REQUEST_REFUSED,
}

_STATUSES = {
    400: Kind.REQUEST_REFUSED,
    401: Kind.KEY_REFUSED,
    402: Kind.BALANCE_EMPTY,
    403: Kind.NOT_ALLOWED,
    404: Kind.NOT_FOUND,
    405: Kind.METHOD_NOT_ALLOWED,
    408: Kind.GATEWAY_FAILED,
    410: Kind.NOT_FOUND,
    413: Kind.TOO_LARGE,
    415: Kind.UNSUPPORTED_MEDIA,
    429: Kind.RATE_LIMITED,
    451: Kind.CONTENT_REFUSED,
    499: Kind.CONNECTION_LOST,
    501: Kind.NOT_OFFERED,
    502: Kind.UPSTREAM_UNREACHABLE,
    503: Kind.OVERLOADED,
    504: Kind.GATEWAY_GAVE_UP,
    524: Kind.GATEWAY_GAVE_UP,
    529: Kind.OVERLOADED,
    **dict.fromkeys((520, 521, 522, 523, 525, 526, 527, 530), Kind.SITE_UNREACHABLE),
}

_UPSTREAM_STATUS = re.compile(r"status code\s*:?\s*(\d{3})", re.IGNORECASE)
_CALLERS_OWN = {401, 402, 403, 404}


def kind_of(said: ErrorBody, status: int) -> Kind:
    """What an error means, by its code, its words, its type, and last its status."""
    code = said.code.lower()
    if code == "bad_response_status_code":
        return _upstream(said, status)
    if code.startswith("channel:"):
        return Kind.GATEWAY_FAILED
    if "sensitivecontent" in code:  # Ark's own, of words and pictures, going in and coming out
        return Kind.CONTENT_REFUSED
    by_code, by_type = _CODES.get(code), _TYPES.get(said.type.lower())
    if by_code is Kind.REQUEST_REFUSED:  # of what is wrong in a request the words tell more
        return kind_of_words(said.message) or by_code
    return by_code or kind_of_words(said.message) or by_type or kind_of_status(status or said.status)


def kind_of_status(status: int | None) -> Kind:
    """What a status means when nothing else tells; an error without one is the gateway's own."""
    if not status or status < 400:
        return Kind.GATEWAY_FAILED
    return _STATUSES.get(status, Kind.REQUEST_REFUSED if status < 500 else Kind.GATEWAY_FAILED)


def kind_of_page(status: int, page: WebPage) -> Kind:
    """What a web page means: a wrong address, a protection, or a proxy's word for its status."""
    if page.protects and status in {200, 403, 503}:
        return Kind.SITE_PROTECTION
    if status == 403:
        return Kind.SITE_PROTECTION
    return Kind.WEB_PAGE if status < 400 else kind_of_status(status)


def _upstream(said: ErrorBody, status: int) -> Kind:
    """The model service refused the gateway; a refusal of its key is not about ours."""
    found = _UPSTREAM_STATUS.search(said.message)
    number = int(found[1]) if found else status
    return Kind.GATEWAY_FAILED if number in _CALLERS_OWN else kind_of_status(number)
