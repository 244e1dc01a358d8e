"""What is known of a picture, as lines that can be copied one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.card import ModelCard
from app.domain.media import Asset, MediaKind
from app.domain.parameter import Parameter
from app.domain.remote_task import RemoteTask
from app.domain.text import Language

_SAID_ELSEWHERE = ("prompt", "seed")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line; ``key`` is part of its controls' names."""

    key: str
    label: str
    value: str


def facts_of(
    asset: Asset, task: RemoteTask | None, card: ModelCard | None, language: Language
) -> tuple[Fact, ...]:
    """Everything worth knowing of a file, the words first; what nobody knows is left out."""
    made = asset.provenance
    path = Path(asset.path)
    facts = (
        Fact("prompt", QCoreApplication.translate("Facts", "Prompt"), made.prompt),
        Fact("revised", QCoreApplication.translate("Facts", "Prompt as it was used"), _revised(asset, task)),
        Fact("model", QCoreApplication.translate("Facts", "Model"), made.model),
        Fact("provider", QCoreApplication.translate("Facts", "Provider"), _provider(asset)),
        *facts_of_values(made.values, card, language),
        Fact("seed", QCoreApplication.translate("Facts", "Seed"), made.seed),
        Fact("size", _size_label(asset), _size(asset)),
        Fact("date", QCoreApplication.translate("Facts", "Made"), _date(asset)),
        Fact("cost", QCoreApplication.translate("Facts", "Cost"), _cost(asset, task)),
        Fact("task", QCoreApplication.translate("Facts", "Task id"), made.task_id),
        Fact("request", QCoreApplication.translate("Facts", "Request id"), made.request_id),
        Fact("file", QCoreApplication.translate("Facts", "File"), path.name),
    )
    return tuple(fact for fact in facts if fact.value)


def _revised(asset: Asset, task: RemoteTask | None) -> str:
    """The gateway's own wording, where it tells another one."""
    if task is None or asset.id not in task.assets:
        return ""
    index = task.asset_of[task.assets.index(asset.id)]
    revised = next((output.revised_prompt for output in task.outputs if output.index == index), "")
    return "" if revised == asset.provenance.prompt else revised


def _provider(asset: Asset) -> str:
    made = asset.provenance
    return " · ".join(filter(None, (made.profile_name, made.gateway)))


def facts_of_values(values: Mapping[str, object], card: ModelCard | None, language: Language) -> list[Fact]:
    """What was chosen in the form, in the words of the form; what was left as it was is none of it."""
    facts = []
    for key, value in values.items():
        parameter = card.parameter(key) if card is not None else None
        if key in _SAID_ELSEWHERE or (parameter is not None and value == parameter.default):
            continue
        label = parameter.label.in_language(language) if parameter is not None else key
        facts.append(Fact(f"value.{key}", label, _chosen(value, parameter, language)))
    return facts


def _chosen(value: object, parameter: Parameter | None, language: Language) -> str:
    """A value as the form calls it."""
    if parameter is None or value is None:
        return _value(value)
    choice = next((one for one in parameter.choices if one.value == value), None)
    if choice is not None and choice.label is not None:
        return choice.label.in_language(language)
    return " ".join(filter(None, (_value(value), parameter.unit)))


def _value(value: object) -> str:
    if isinstance(value, bool):
        yes, no = QCoreApplication.translate("Facts", "yes"), QCoreApplication.translate("Facts", "no")
        return yes if value else no
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _size_label(asset: Asset) -> str:
    if asset.kind is MediaKind.PICTURE:
        return QCoreApplication.translate("Facts", "Picture")
    return QCoreApplication.translate("Facts", "File size")


def _size(asset: Asset) -> str:
    size = QLocale().formattedDataSize(asset.size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
    pixels = f"{asset.width} × {asset.height}" if asset.width and asset.height else ""
    kind = asset.mime.partition("/")[2].upper()
    return " · ".join(filter(None, (pixels, size, kind)))


def _date(asset: Asset) -> str:
    return f"{asset.created_at.astimezone():%Y-%m-%d %H:%M:%S}"


def _cost(asset: Asset, task: RemoteTask | None) -> str:
    """What was charged, or what was thought that it would be."""
    estimated = asset.provenance.cost
    charged = task.cost if task is not None else ""
    if charged and estimated and charged != estimated:
        text = QCoreApplication.translate("Facts", "%1 estimated, %2 charged")
        return text.replace("%1", estimated).replace("%2", charged)
    return charged or estimated
