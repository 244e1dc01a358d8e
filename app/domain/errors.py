"""Everything that can go wrong, as one tree.

StudioError
├── InputError      what the person typed or chose cannot be used; shown at its field
├── ProfileError    no key, key refused, no balance, keyring, the address is not an API
├── GatewayError    the gateway answered with an error
├── NetworkError    no answer: DNS, TLS, proxy, time-outs, resets
├── ProtocolError   an answer that cannot be read
├── StorageError    disk full, not writable, damaged, newer data
└── Stopped         the person stopped it; a mark, not an error

An error carries no sentence. Its ``kind`` finds the sentence and the next step in
``resources/errors.toml``, in the language of the window; ``values`` fill the sentence's placeholders, and
``technical`` holds what the log and «details» show, with every key masked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class ErrorKind(StrEnum):
    """What happened, as far as it matters to the person. Each value has a row in resources/errors.toml."""

    # Input
    ADDRESS_EMPTY = "address_empty"
    ADDRESS_INVALID = "address_invalid"
    KEY_INVALID = "key_invalid"
    HEADER_INVALID = "header_invalid"
    PROXY_ADDRESS_INVALID = "proxy_address_invalid"
    SECONDS_INVALID = "seconds_invalid"
    EXTRA_JSON_INVALID = "extra_json_invalid"
    NOT_CARRIED = "not_carried"
    """The chat protocol has no place for what the person chose."""
    ATTACHMENT_UNREADABLE = "attachment_unreadable"
    FILE_GONE = "file_gone"
    """A file is not where the library knew it."""
    ATTACHMENT_EMPTY = "attachment_empty"
    ATTACHMENT_TOO_LARGE = "attachment_too_large"
    ATTACHMENT_NOT_SUPPORTED = "attachment_not_supported"
    """A kind of file that no model of a conversation reads."""
    DOCUMENT_LOCKED = "document_locked"
    DOCUMENT_WITHOUT_TEXT = "document_without_text"
    DOCUMENT_TOO_COMPLEX = "document_too_complex"
    MEDIA_NOT_TAKEN = "media_not_taken"
    """The model, or the format in which it is spoken to, has no place for a sound or a film."""
    PASTE_NOT_UNDERSTOOD = "paste_not_understood"
    FILE_NOT_UNDERSTOOD = "file_not_understood"
    SHELF_FILE_INVALID = "shelf_file_invalid"
    """A file of assistants or prompts that is none."""
    SCHEMA_INVALID = "schema_invalid"
    """The answer's JSON schema is none."""
    LINK_NOT_FILLED = "link_not_filled"
    LINK_NEWER = "link_newer"
    KEY_MASKED = "key_masked"
    MODEL_MISSING = "model_missing"
    MEDIA_NEEDS_LINK = "media_needs_link"
    TASK_ID_MISSING = "task_id_missing"
    """What was pasted names no task."""
    FUNCTIONS_INVALID = "functions_invalid"
    """Functions that the person wrote by hand are no list of functions."""
    TOOLS_NOT_MIXED = "tools_not_mixed"
    """The format takes tools of its maker or others, not both at once."""
    TOOL_SERVERS_INVALID = "tool_servers_invalid"
    """What was pasted describes no servers of tools."""
    TOOL_SERVER_FAILED = "tool_server_failed"
    TOOL_SERVER_SILENT = "tool_server_silent"
    CHARACTER_NAME_INVALID = "character_name_invalid"
    CLIP_MISSING = "clip_missing"
    CLIP_LENGTH_INVALID = "clip_length_invalid"
    CLIP_SHAPE_INVALID = "clip_shape_invalid"
    CLIP_SPAN_INVALID = "clip_span_invalid"
    CLIP_NOT_CUTTABLE = "clip_not_cuttable"
    # Profile
    KEY_MISSING = "key_missing"
    KEY_REFUSED = "key_refused"
    KEYRING_MISSING = "keyring_missing"
    KEYRING_LOCKED = "keyring_locked"
    KEYRING_TIMEOUT = "keyring_timeout"
    KEYRING_FAILED = "keyring_failed"
    BALANCE_EMPTY = "balance_empty"
    KEY_QUOTA_EMPTY = "key_quota_empty"
    NOT_ALLOWED = "not_allowed"
    ADDRESS_NOT_ALLOWED = "address_not_allowed"
    # Gateway
    REQUEST_REFUSED = "request_refused"
    CONTEXT_TOO_LONG = "context_too_long"
    CONTENT_REFUSED = "content_refused"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    MODEL_UNAVAILABLE = "model_unavailable"
    TOO_LARGE = "too_large"
    UNSUPPORTED_MEDIA = "unsupported_media"
    RATE_LIMITED = "rate_limited"
    UPSTREAM_QUOTA = "upstream_quota"
    NOT_OFFERED = "not_offered"
    TOOLS_REFUSED = "tools_refused"
    """The model, or the gateway before it, takes no tools."""
    SIGNATURE_REJECTED = "signature_rejected"
    """Sealed thoughts of earlier answers are unknown there: another account or model signed them."""
    HISTORY_LOST = "history_lost"
    """The provider does not know, or not any more, what it was to keep of a conversation."""
    FORMAT_NOT_SPOKEN = "format_not_spoken"
    """The path of a maker's own chat format is missing, or answers in another format."""
    TOOL_ROUNDS_USED = "tool_rounds_used"
    """The model has called tools as often in a row as it may without being asked."""
    GATEWAY_FAILED = "gateway_failed"
    UPSTREAM_UNREACHABLE = "upstream_unreachable"
    OVERLOADED = "overloaded"
    GATEWAY_GAVE_UP = "gateway_gave_up"
    SITE_UNREACHABLE = "site_unreachable"
    SITE_SILENT = "site_silent"
    SITE_PROTECTION = "site_protection"
    # Network
    DNS_FAILED = "dns_failed"
    CONNECTION_REFUSED = "connection_refused"
    CONNECTION_LOST = "connection_lost"
    NETWORK_UNREACHABLE = "network_unreachable"
    TLS_FAILED = "tls_failed"
    PROXY_FAILED = "proxy_failed"
    CONNECT_TIMEOUT = "connect_timeout"
    FIRST_BYTE_TIMEOUT = "first_byte_timeout"
    IDLE_TIMEOUT = "idle_timeout"
    REDIRECTED_AWAY = "redirected_away"
    ADDRESS_PRIVATE = "address_private"
    # Protocol
    WEB_PAGE = "web_page"
    UNREADABLE_ANSWER = "unreadable_answer"
    EMPTY_ANSWER = "empty_answer"
    STREAM_CUT = "stream_cut"
    ANSWER_TOO_LARGE = "answer_too_large"
    # Tasks at a gateway
    RESULT_MISSING = "result_missing"
    RESULT_NOT_MEDIA = "result_not_media"
    LINK_EXPIRED = "link_expired"
    TASK_FORGOTTEN = "task_forgotten"
    TASK_OVERDUE = "task_overdue"
    PARENT_GONE = "parent_gone"
    """What a request goes on from is not there any more, or not finished."""
    CHARACTER_NOT_ALLOWED = "character_not_allowed"
    """A character that a prompt calls was deleted, is private, or belongs to another account."""
    # Storage
    DISK_FULL = "disk_full"
    NOT_WRITABLE = "not_writable"
    DATA_DAMAGED = "data_damaged"
    DATA_NEWER = "data_newer"
    EXPORT_TOO_LARGE = "export_too_large"
    """A file would be larger than this computer can hold, or than the studio would read back."""
    EXPORT_FAILED = "export_failed"
    """The process that wrote the file ended without a word."""
    IMPORT_NOT_UNDERSTOOD = "import_not_understood"
    """A file holds conversations of no program that the studio knows."""
    IMPORT_TOO_LARGE = "import_too_large"
    BACKUP_DAMAGED = "backup_damaged"
    """A back-up is not what its own list says, or no back-up at all."""
    BACKUP_PLACE_REFUSED = "backup_place_refused"
    """User, password or key of the place for back-ups are wrong, or may not write there."""
    BACKUP_PLACE_MISSING = "backup_place_missing"
    """The folder, the collection or the bucket is not there."""
    BACKUP_PLACE_FULL = "backup_place_full"
    BACKUP_PLACE_FAILED = "backup_place_failed"
    """The place answered with something else that it should not."""
    # The person's own stop, and our own fault
    STOPPED = "stopped"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Technical:
    """The side of an error that a log and a support chat want. Never holds a secret."""

    cause: str = ""
    status: int | None = None
    code: str = ""
    request_id: str = ""
    body: str = ""
    """What came back, cut to a few kilobytes, keys masked."""


class StudioError(Exception):
    """Base of all errors that reach a person.

    Args:
        kind: finds the sentence and the next step.
        values: placeholders of the sentence, for example ``host``, ``model``, ``reason``.
        technical: cause, status, code, request id and masked body for the log and «details».
        retry_after_s: how long the gateway asked us to wait, in seconds.
        field: name of the form field at which an input error belongs.
    """

    def __init__(
        self,
        kind: ErrorKind,
        values: Mapping[str, str] | None = None,
        *,
        technical: Technical | None = None,
        retry_after_s: float | None = None,
        field: str = "",
    ) -> None:
        self.kind = kind
        self.values = dict(values or {})
        self.technical = technical or Technical()
        self.retry_after_s = retry_after_s
        self.field = field
        super().__init__(self._summary())

    def hide(self, mask: Callable[[str], str]) -> None:
        """Pass every text through ``mask``, which takes out secrets that only the caller knows."""
        self.values = {name: mask(value) for name, value in self.values.items()}
        told = self.technical
        self.technical = replace(
            told,
            cause=mask(told.cause),
            code=mask(told.code),
            request_id=mask(told.request_id),
            body=mask(told.body),
        )
        self.args = (self._summary(),)

    def _summary(self) -> str:
        return f"{self.kind.value}: {self.technical.cause}" if self.technical.cause else self.kind.value


class InputError(StudioError):
    """What the person typed or chose cannot be used."""


class ProfileError(StudioError):
    """The profile cannot be used: key, balance, keyring, rights."""


class GatewayError(StudioError):
    """The gateway answered, and the answer is an error."""


class NetworkError(StudioError):
    """No usable connection to the gateway.

    ``may_have_arrived`` says whether any of the request can have reached it; only transport knows that not.
    """

    may_have_arrived: bool = True


class ProtocolError(StudioError):
    """The gateway answered with something that cannot be read."""


class StorageError(StudioError):
    """The disk or the database refused."""


class Stopped(StudioError):
    """The person stopped it."""

    def __init__(self) -> None:
        super().__init__(ErrorKind.STOPPED)
