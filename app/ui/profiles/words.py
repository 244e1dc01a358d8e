"""Amounts, tabs and addresses in words."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.model import ModelGroup
from app.domain.usage import Balance, CreditUnit

_SIGNS = {CreditUnit.USD: "$", CreditUnit.CNY: "¥"}


def balance_text(balance: Balance) -> str:
    """What is left, with its sign: ``$7.50``, ``¥12.40``, ``3,750,000``."""
    if balance.unlimited or balance.remaining is None:
        return QCoreApplication.translate("Profiles", "unlimited")
    if balance.unit is CreditUnit.QUOTA:
        points = QLocale().toString(int(balance.remaining))
        return QCoreApplication.translate("Profiles", "{0} points").format(points)
    sign = balance.symbol or _SIGNS.get(balance.unit, "")
    minus = "−" if balance.remaining < 0 else ""
    return f"{minus}{sign}{_amount(abs(balance.remaining))}"


def group_name(group: ModelGroup) -> str:
    """What the models of a tab are called."""
    names = {
        ModelGroup.CHAT: QCoreApplication.translate("Profiles", "chat"),
        ModelGroup.IMAGE: QCoreApplication.translate("Profiles", "images"),
        ModelGroup.VIDEO: QCoreApplication.translate("Profiles", "video"),
        ModelGroup.AUDIO: QCoreApplication.translate("Profiles", "audio"),
        ModelGroup.EMBEDDING: QCoreApplication.translate("Profiles", "embedding"),
        ModelGroup.RERANK: QCoreApplication.translate("Profiles", "rerank"),
        ModelGroup.OTHER: QCoreApplication.translate("Profiles", "other"),
    }
    return names[group]


def keyring_name(backend: str) -> str:
    """The keyring as its system calls it, from the name of its back end in the keyring library."""
    names = {
        "SecretService": QCoreApplication.translate("Profiles", "the system keyring (Secret Service)"),
        "libsecret": QCoreApplication.translate("Profiles", "the system keyring (Secret Service)"),
        "kwallet": "KWallet",
        "macOS": QCoreApplication.translate("Profiles", "the macOS keychain"),
        "Windows": QCoreApplication.translate("Profiles", "the Windows Credential Manager"),
    }
    return names.get(backend.split(" ")[0], QCoreApplication.translate("Profiles", "this computer's keyring"))


def latency_text(milliseconds: float) -> str:
    """A time that a person can compare."""
    return QCoreApplication.translate("Profiles", "{0} ms").format(round(milliseconds))


def offline_text() -> str:
    """What stands below the demo's name."""
    return QCoreApplication.translate("Profiles", "Works offline, without a key")


def _amount(value: Decimal) -> str:
    """Two decimals, or four where two would say nothing."""
    digits = 4 if 0 < value < Decimal("0.01") else 2
    return QLocale().toString(float(value), "f", digits)
