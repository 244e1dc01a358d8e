"""Saves a profile from its dialog, and asks about what stands in the way."""

from collections.abc import Callable, Coroutine
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import ErrorKind, StudioError
from app.domain.ids import KeyId, ProfileId
from app.domain.profile import Profile
from app.services.profiles import Twin
from app.ui.operation import Operation
from app.ui.profiles.question import Choice, Question
from app.ui.profiles.tools import ProfileTools

KEYRING_TROUBLE = {
    ErrorKind.KEYRING_MISSING,
    ErrorKind.KEYRING_LOCKED,
    ErrorKind.KEYRING_TIMEOUT,
    ErrorKind.KEYRING_FAILED,
}
Saving = Callable[[bool], Coroutine[object, object, ProfileId | None]]
"""Saves, for this session alone where that is true; None where the person has to decide something first."""


class ProfileSaving(QObject):
    """``saved`` carries the id of the profile that holds the key now, ``other_wanted`` that of another."""

    saved = Signal(str)
    other_wanted = Signal(str)

    def __init__(self, tools: ProfileTools, question: Question, button: QWidget, owner: QWidget) -> None:
        super().__init__(owner)
        self._tools = tools
        self._question = question
        self._button = button

    def start(self, profile: Profile, typed: dict[KeyId, str]) -> None:
        """Save a profile with what was typed, unless another one has its address."""
        self._run(partial(self._save, profile, typed))

    def _run(self, saving: Saving, *, session_only: bool = False) -> None:
        failed = partial(self._failed, saving)
        Operation(self, saving(session_only), done=self._done, failed=failed, control=self._button)

    async def _save(self, profile: Profile, typed: dict[KeyId, str], session_only: bool) -> ProfileId | None:
        twin = await self._twin(profile, typed)
        if twin is not None:
            self._ask_about(twin, profile, typed)
            return None
        return (await self._tools.profiles.save(profile, typed, session_only=session_only)).id

    async def _add(self, profile: Profile, typed: dict[KeyId, str], session_only: bool) -> ProfileId | None:
        return (await self._tools.profiles.add(profile, typed, session_only=session_only)).id

    async def _twin(self, profile: Profile, typed: dict[KeyId, str]) -> Twin | None:
        """Another profile with the same address."""
        if profile.is_demo:
            return None
        key = next((typed[reference.id] for reference in profile.keys if reference.id in typed), "")
        twin = await self._tools.profiles.twin(profile.lines[0], key)
        return twin if twin and twin.profile.id != profile.id else None

    def _ask_about(self, twin: Twin, profile: Profile, typed: dict[KeyId, str]) -> None:
        name = twin.profile.name
        look = partial(self.other_wanted.emit, twin.profile.id)
        see = Choice("open", self.tr("Open {0}").format(name), look)
        if twin.has_key or not typed:
            self._question.say(self.tr("This is there already, as {0}.").format(name), see, tone="info")
            return
        merge = partial(self._run, partial(self._add, profile, typed))
        add = Choice("merge", self.tr("Add the key to it"), merge)
        self._question.say(self.tr("{0} has this address already.").format(name), add, see, tone="info")

    def _done(self, profile_id: ProfileId | None) -> None:
        if profile_id is not None:
            self.saved.emit(profile_id)

    def _failed(self, saving: Saving, error: StudioError) -> None:
        sentence = self._tools.say(error).sentence
        if error.kind not in KEYRING_TROUBLE:
            self._question.say(sentence, tone="error")
            return
        again = partial(self._run, saving)
        self._question.say(
            sentence,
            Choice("retry", self.tr("Try again"), again),
            Choice("session", self.tr("Only for this session"), partial(again, session_only=True)),
        )
