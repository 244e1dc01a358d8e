"""Gateways that the studio knows by name, from resources/presets/gateways.toml."""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from app.catalog.load import Row, read_rows
from app.domain.addresses import same_origin
from app.domain.profile import GatewayPreset, GatewayTraits

DEFAULT_PRESET = "new-api"
_AUTHS = {"bearer", "x-api-key", "x-goog-api-key", "none"}


class Presets:
    """The presets in the order in which the picker shows them."""

    def __init__(self, presets: Iterable[GatewayPreset], mirrors: dict[str, str] | None = None) -> None:
        self.all = tuple(presets)
        self._by_id = {preset.id: preset for preset in self.all}
        self._by_root = {preset.root: preset for preset in self.all if preset.root}
        self._by_root |= {root: self._by_id[owner] for root, owner in (mirrors or {}).items()}

    @classmethod
    def load(cls, resources: Path) -> Self:
        """Read the shipped presets.

        Raises:
            CatalogError: a row that cannot be understood, with its file and line.
        """
        presets: dict[str, GatewayPreset] = {}
        mirrors: dict[str, str] = {}
        for row in read_rows(resources / "presets" / "gateways.toml", "gateway"):
            preset = _preset(row)
            if preset.id in presets:
                raise row.error(f"{preset.id} is there twice")
            presets[preset.id] = preset
            mirrors |= dict.fromkeys(row.texts("mirrors"), preset.id)
            row.end()
        return cls(presets.values(), mirrors)

    def get(self, preset_id: str) -> GatewayPreset:
        """The preset of an id; an id of a newer or older edition counts as a generic gateway."""
        return self._by_id.get(preset_id) or self._by_id[DEFAULT_PRESET]

    def for_root(self, root: str) -> GatewayPreset | None:
        """The named gateway behind an address, if there is one."""
        return next((preset for known, preset in self._by_root.items() if same_origin(known, root)), None)

    def proper_root(self, root: str) -> str:
        """ROOT of a named gateway, from an address that has its prefix (``/api/v3``) or lacks its path."""
        preset = self.for_root(root)
        if preset is None:
            return root
        if preset.root.startswith(root):
            return preset.root
        return root.removesuffix(preset.traits.api_prefix)


def _preset(row: Row) -> GatewayPreset:
    return GatewayPreset(
        id=row.text("id"),
        name=row.bilingual("name"),
        root=row.text("root", ""),
        traits=_traits(row),
        key_page=row.text("key_page", ""),
        note=row.bilingual("note") if row.has("note") else None,
        color=row.text("color", "blue"),
    )


def _traits(row: Row) -> GatewayTraits:
    usual = GatewayTraits()
    return GatewayTraits(
        api_prefix=row.text("api_prefix", usual.api_prefix),
        auth=_auth(row, "auth"),
        models_auth=_auth(row, "models_auth"),
        models_path=row.text("models_path", usual.models_path),
        balance=row.texts("balance", usual.balance),
        headers=row.pairs("headers"),
        streams_calls=row.switch("streams_calls") is not False,
    )


def _auth(row: Row, key: str) -> str:
    scheme = row.text(key, "bearer")
    if scheme not in _AUTHS:
        raise row.error(f"{key} must be one of {', '.join(sorted(_AUTHS))}")
    return scheme
