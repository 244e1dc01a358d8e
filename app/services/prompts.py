"""The person's prompts, and what was filled into them last."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from app.domain.ids import PromptId
from app.domain.prompt import Prompt
from app.services.clock import new_id
from app.services.events import Hub, PromptsChanged
from app.services.shelf import Shelf, Shipped
from app.storage.database import Database
from app.storage.shelf import RememberedValues, ShelfStore

MOST_REMEMBERED = 500


class Prompts(Shelf[Prompt]):
    """The library. It is read when somebody first asks for it."""

    def __init__(self, database: Database, shipped: Callable[[], Shipped[Prompt]], hub: Hub) -> None:
        store = ShelfStore(database, "prompts")
        super().__init__(store, Prompt, shipped, lambda: hub.publish(PromptsChanged()))
        self._remembered = RememberedValues(database, "prompts.values")
        self._values: dict[str, str] = {}
        self._beginning = asyncio.Lock()
        self._is_read = False

    async def ready(self) -> None:
        """Read the library, unless it is read already; errors as of ``load``."""
        async with self._beginning:
            if not self._is_read:
                await self.load()
                self._is_read = True

    async def load(self) -> None:
        """Read what is kept, and what was filled in; errors as of the shelf."""
        await super().load()
        self._values = await self._remembered.read()

    @property
    def values(self) -> Mapping[str, str]:
        """What was filled in last, by the names of the variables."""
        return self._values

    def remember(self, values: Mapping[str, str]) -> None:
        """Take what was filled in for the next time; it is kept with the next use."""
        kept = {name: value for name, value in self._values.items() if name not in values}
        self._values = dict(list((kept | dict(values)).items())[-MOST_REMEMBERED:])

    async def used(self, prompt_id: PromptId | None) -> None:
        """Count a use, and keep what was filled in.

        Raises:
            StorageError: the disk refuses.
        """
        await self._remembered.save(self._values)
        if prompt_id is not None:
            await self.count_use(prompt_id)


def new_prompt(title: str = "", text: str = "") -> Prompt:
    """A prompt that is not kept yet."""
    return Prompt(PromptId(new_id()), title, text)


def duplicates(prompts: Sequence[Prompt]) -> tuple[tuple[Prompt, ...], ...]:
    """Prompts that say the same, but for spaces and capitals; groups of two and more."""
    groups: defaultdict[str, list[Prompt]] = defaultdict(list)
    for prompt in prompts:
        groups["".join(prompt.text.split()).casefold()].append(prompt)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
