"""The four fields that a person sees first: provider, address, key and name."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.catalog.advice import ErrorWords
from app.catalog.presets import DEFAULT_PRESET
from app.domain.addresses import host_of
from app.domain.errors import InputError, StudioError
from app.domain.ids import KeyId
from app.domain.keys import key_hint
from app.domain.profile import (
    DEMO_GATEWAY,
    ConnectionOffer,
    GatewayPreset,
    GatewayTraits,
    KeyReference,
    Profile,
)
from app.domain.text import Language
from app.services.clock import new_id
from app.services.connection_check import Repair
from app.services.offers import Offers, Place, chat_address
from app.ui.profiles.field import Field
from app.ui.profiles.key_entry import KeyEntry
from app.ui.profiles.paste_line import PasteLine
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button


class BasicsForm(QWidget):
    """Address and key take anything that is pasted and share it out.

    Args:
        say: finds the sentence of an input error.
        language: the window's language, for the names of providers.
    """

    changed = Signal()
    more_keys_found = Signal(list)
    """Keys of a pasted text beyond the first."""

    def __init__(
        self,
        theme: Theme,
        offers: Offers,
        say: Callable[[StudioError], ErrorWords],
        language: Callable[[], Language],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offers = offers
        self._say = say
        self._language = language
        self._traits = GatewayTraits()
        self._name_is_own = False
        self._saved_key: KeyReference | None = None
        self._make_fields()
        self._lay_out()
        self._connect()
        self._select(DEFAULT_PRESET)
        self.retranslate()
        self._space()

    def fill(self, profile: Profile) -> None:
        """Show a profile that is saved already."""
        self._traits = profile.traits
        self._name_is_own = True
        self._select(profile.gateway)
        for field in (self.preset_field, self.address_field, self.key):
            field.setVisible(not profile.is_demo)
        self.address.put(next(iter(profile.lines), ""))
        self._saved_key = next(iter(profile.keys), None)
        self.key.fill(self._saved_key.hint if self._saved_key else "")
        self.name.setText(profile.name)
        self._tell()

    def take(self, offer: ConnectionOffer) -> None:
        """Fill in what was understood of a pasted text or a link."""
        if offer.root or offer.gateway:
            self._use_preset(self._offers.presets.get(offer.gateway), offer.root)
        if offer.keys:
            self.key.put(offer.keys[0])
            self.more_keys_found.emit(list(offer.keys[1:]))
        self.suggest_name(offer.name)

    def use(self, repair: Repair) -> None:
        """Take over an address that the test found to be right."""
        self._traits = replace(self._traits, api_prefix=repair.api_prefix)
        self.address.put(repair.root)
        self._tell()

    def make_main(self, root: str) -> str:
        """Call this address first; the one that it replaces."""
        before = self.address.text()
        self.address.put(root)
        self._tell()
        return before

    def suggest_name(self, name: str) -> None:
        """A name for the profile, unless the person chose one."""
        if name and not self._name_is_own:
            self.name.setText(name)

    def apply(self, profile: Profile, typed: dict[KeyId, str]) -> Profile:
        """The profile with these fields in front of its further lines; a typed key goes into ``typed``.

        Raises:
            InputError: an address or key that cannot be used; it is shown at its field.
        """
        name = self.name.text().strip()
        if profile.is_demo:
            return replace(profile, name=name or profile.name)
        place = self._read_address()
        return replace(
            profile,
            name=name or place.host,
            lines=(place.root, *(line for line in profile.lines if line != place.root)),
            keys=self._read_keys(profile, typed),
            gateway=self.preset.currentData(),
            traits=self._traits,
        )

    def retranslate(self) -> None:
        """Every text in the present language."""
        self.preset_field.set_label(self.tr("Provider"))
        self.address_field.set_label(self.tr("Address"))
        self.address.setPlaceholderText(self.tr("Paste an address, or the seller's whole message"))
        self.name_field.set_label(self.tr("Name"))
        self.name.setPlaceholderText(self.tr("What you call this provider"))
        for row in range(self.preset.count()):
            preset = self._offers.presets.get(self.preset.itemData(row))
            self.preset.setItemText(row, preset.name.in_language(self._language()))
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _make_fields(self) -> None:
        self.preset = QComboBox(self)
        self.preset.setObjectName("profile.preset")
        for preset in self._offers.presets.all:
            if preset.id != DEMO_GATEWAY:
                self.preset.addItem("", preset.id)
        self.key_page = Button("profile.key.page", self, "link")
        self.address = PasteLine("profile.address", self)
        self.key = KeyEntry(self._theme, self._say, self)
        self.name = QLineEdit(self)
        self.name.setObjectName("profile.name")

    def _lay_out(self) -> None:
        self.preset_field = Field(self._theme, self.preset, self.key_page, parent=self)
        self.address_field = Field(self._theme, self.address, parent=self)
        self.name_field = Field(self._theme, self.name, parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for field in (self.preset_field, self.address_field, self.key, self.name_field):
            self._column.addWidget(field)

    def _connect(self) -> None:
        self.preset.activated.connect(self._preset_chosen)
        self.key_page.clicked.connect(self._open_key_page)
        self.address.textChanged.connect(self._address_changed)
        self.address.pasted.connect(self._share_out)
        self.key.pasted.connect(self._share_out)
        self.key.changed.connect(self.changed)
        self.name.textEdited.connect(self._name_edited)
        self._theme.changed.connect(self._space)

    def _space(self) -> None:
        self._column.setSpacing(self._theme.space(4))

    def _select(self, preset_id: str) -> None:
        self.preset.setCurrentIndex(max(self.preset.findData(preset_id), 0))

    @property
    def _preset(self) -> GatewayPreset:
        return self._offers.presets.get(self.preset.currentData())

    def _preset_chosen(self) -> None:
        place = self._place()
        own = "" if place and place.preset else self.address.text()
        self._use_preset(self._preset, self._preset.root or own)
        self.changed.emit()

    def _use_preset(self, preset: GatewayPreset, root: str) -> None:
        self._select(preset.id)
        self._traits = preset.traits
        self.address.put(root or preset.root)
        if preset.root:
            self.suggest_name(preset.name.in_language(self._language()))
        self._tell()

    def _address_changed(self) -> None:
        place = self._place()
        if place is not None:
            self._follow(place)
        self._tell()
        self.changed.emit()

    def _follow(self, place: Place) -> None:
        """Let the provider follow the address."""
        known = place.preset
        if known is None and self._preset.root:
            known = self._offers.presets.get(DEFAULT_PRESET)
        if known is not None and known.id != self.preset.currentData():
            self._select(known.id)
            self._traits = known.traits
            if place.preset:
                self.suggest_name(known.name.in_language(self._language()))

    def _share_out(self, text: str) -> None:
        """Split a pasted text into its address and its keys."""
        try:
            offer = self._offers.read(text)
        except InputError:
            return
        if offer.root and offer.keys:
            self.take(offer)
            self.changed.emit()

    def _name_edited(self) -> None:
        self._name_is_own = bool(self.name.text().strip())
        self.changed.emit()

    def _place(self) -> Place | None:
        try:
            return self._offers.place(self.address.text())
        except InputError:
            return None

    def _tell(self) -> None:
        page = self._preset.key_page
        self.key_page.setVisible(bool(page))
        self.key_page.setText(self.tr("Get a key at {0}").format(host_of(page)))
        place = self._place()
        self.address_field.set_hint(self._address_hint(place) if place else "")

    def _address_hint(self, place: Place) -> str:
        address = chat_address(place.root, self._traits)
        if place.is_open:
            return self.tr("Will call {0}. Without https, others on the way can read the key.").format(
                address
            )
        return self.tr("Will call {0}").format(address)

    def _open_key_page(self) -> None:
        QDesktopServices.openUrl(QUrl(self._preset.key_page))

    def _read_address(self) -> Place:
        try:
            return self._offers.place(self.address.text())
        except InputError as error:
            self.address_field.set_error(self._say(error).sentence)
            raise

    def _read_keys(self, profile: Profile, typed: dict[KeyId, str]) -> tuple[KeyReference, ...]:
        key = self.key.read()
        if not key:
            return profile.keys
        replaced = self._saved_key
        reference = KeyReference(KeyId(new_id()), key_hint(key), replaced.label if replaced else "")
        typed[reference.id] = key
        return (reference, *(other for other in profile.keys if not replaced or other.id != replaced.id))
