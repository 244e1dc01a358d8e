"""Opens the windows about profiles, and reads models and balance after each change."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import InputError, StudioError
from app.domain.ids import ProfileId
from app.domain.profile import ConnectionOffer, Profile
from app.ui.bridge import Bridge
from app.ui.dialogs import finished, pick_files
from app.ui.operation import Operation
from app.ui.profiles.tools import ProfileTools

if TYPE_CHECKING:
    from app.ui.profiles.dialog import ProfileDialog
    from app.ui.profiles.offer_picker import OfferPicker


class ProfileDesk(QObject):
    """One place that every button about profiles leads to. ``saved`` carries an id."""

    saved = Signal(str)
    spending_wanted = Signal()
    """Somebody wants to see what was spent."""

    def __init__(self, tools: ProfileTools, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._tools = tools
        self._bridge = bridge
        self._window = window

    def add(self) -> None:
        """Open the dialog for a new profile."""
        self._show(self._dialog(self._owner()))

    def add_offer(self, offer: ConnectionOffer) -> None:
        """Open the dialog for a new profile, filled with what is known of it."""
        dialog = self._dialog(self._owner())
        dialog.take(offer)
        self._show(dialog)

    def add_text(self, text: str) -> None:
        """Open the dialog filled from a pasted text or an import link. Nothing is sent or saved by itself."""
        try:
            self.add_offers(self._tools.offers.read_all(text))
        except InputError as error:
            self._tools.report(error)

    def add_offers(self, offers: Sequence[ConnectionOffer]) -> None:
        """Open the dialog for the only one, or let the person choose among several."""
        if len(offers) == 1:
            self.add_offer(offers[0])
            return
        from app.ui.profiles.offer_picker import OfferPicker  # as rare as a paste of several providers

        picker = OfferPicker(self._tools, offers, self._owner())
        picker.chosen.connect(partial(self._add_picked, picker))
        Operation(self._window, finished(picker))

    def import_file(self) -> None:
        """Ask for the settings file of another program, and offer what is in it."""
        Operation(self._window, self._import_file(), failed=self._tools.report)

    async def _import_file(self) -> None:
        title = self.tr("Settings of Cherry Studio, Chatbox, NextChat, Claude Code, Codex …")
        names = (
            self.tr("Settings and exports")
            + " (*.json *.zip *.toml *.env *.txt);;"
            + self.tr("All files (*)")
        )
        found: list[ConnectionOffer] = []
        for path in await pick_files(self._window, title, names):
            found += await self._tools.offers.read_file(path)
        if found:
            self.add_offers(found)

    def _add_picked(self, picker: "OfferPicker", offer: ConnectionOffer) -> None:
        dialog = self._dialog(picker)
        dialog.take(offer)
        dialog.saved.connect(lambda _: picker.mark(offer))
        self._show(dialog)

    def edit(self, profile_id: ProfileId) -> None:
        """Open the dialog of a profile."""
        profile = self._tools.profiles.get(profile_id)
        if profile is not None:
            self._show(self._dialog(self._owner(), profile))

    def manage(self) -> None:
        """Open the list of all profiles."""
        from app.ui.profiles.profile_list import ProfileListDialog  # no start needs it

        rows = ProfileListDialog(self._tools, self._bridge, self._owner())
        rows.add_wanted.connect(self.add)
        rows.edit_wanted.connect(self.edit)
        Operation(self._window, finished(rows))

    def activate(self, profile_id: ProfileId) -> None:
        """Switch to a profile and see what is left there."""
        profile = self._tools.profiles.get(profile_id)
        if profile is not None:
            Operation(self._window, self._tools.profiles.activate(profile_id), failed=self._tools.report)
            self._tools.supervisor.start(f"balance of {profile_id}", self._read_balance(profile))

    def refresh(self, profile: Profile) -> None:
        """Read a profile's models and balance anew."""
        self._tools.supervisor.start(f"refresh of {profile.id}", self._refresh(profile))

    def _owner(self) -> QWidget:
        """What a dialog stands before: the dialog in front, else the window."""
        return QApplication.activeModalWidget() or self._window

    def _dialog(self, owner: QWidget, profile: Profile | None = None) -> "ProfileDialog":
        from app.ui.profiles.dialog import ProfileDialog  # large, and no start needs it

        return ProfileDialog(self._tools, owner, profile)

    def _show(self, dialog: "ProfileDialog") -> None:
        dialog.saved.connect(self._refresh_saved)
        dialog.other_wanted.connect(self.edit)
        Operation(self._window, finished(dialog))

    def _refresh_saved(self, profile_id: ProfileId) -> None:
        profile = self._tools.profiles.get(profile_id)
        if profile is not None:
            self.refresh(profile)
        self.saved.emit(profile_id)

    async def _refresh(self, profile: Profile) -> None:
        try:
            await self._tools.models.refresh(profile)
        except StudioError as error:
            self._tools.report(error)
        else:
            await self._read_balance(profile)

    async def _read_balance(self, profile: Profile) -> None:
        try:
            await self._tools.account.balance(profile)
        except StudioError as error:
            self._tools.report(error)
