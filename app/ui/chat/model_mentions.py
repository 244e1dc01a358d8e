"""`@` in the composer: the models of the conversation's provider, those of the newest conversations first."""

from PySide6.QtCore import QObject

from app.domain.model import Model, ModelGroup
from app.services.studio import Studio
from app.ui.chat.model_desk import ModelDesk
from app.ui.fuzzy import match
from app.ui.prompts.mentions import Mentions
from app.ui.prompts.suggestions import Suggestion
from app.ui.theme.theme import Theme

SIGN = "@"
MOST_ROWS = 60


class ModelMentions(QObject):
    """A choice becomes the model of the conversation; nothing of it stays in the text."""

    def __init__(self, studio: Studio, models: ModelDesk, mentions: Mentions, theme: Theme) -> None:
        super().__init__(mentions)
        self._studio = studio
        self._models = models
        self._theme = theme
        mentions.add_source(SIGN, self._suggest, self._hint)
        mentions.chosen.connect(self._choose)

    def _suggest(self, query: str) -> list[Suggestion]:
        icon = self._theme.icon("model", "text_muted")
        found = []
        for place, model in enumerate(self._by_recency()):
            hit = match(query, model.id)
            if hit is not None:
                score = hit.score if query else -place
                positions = hit.positions if query else ()
                found.append((score, Suggestion(model.id, model.id, model.traits.vendor, icon, positions)))
        found.sort(key=lambda pair: -pair[0])
        return [row for _, row in found[:MOST_ROWS]]

    def _by_recency(self) -> list[Model]:
        profile = self._models.profile
        listed = self._studio.models.cached(profile.id) if profile else ()
        talking = [model for model in listed if model.traits.group is ModelGroup.CHAT]
        newest = sorted(self._studio.conversations.all, key=lambda row: row.updated_at, reverse=True)
        used = list(dict.fromkeys(row.settings.model for row in newest))
        places = {model: place for place, model in enumerate(used)}
        return sorted(talking, key=lambda model: places.get(model.id, len(places)))

    def _hint(self) -> str:
        return self.tr("Enter switches the model of this conversation · Esc closes")

    def _choose(self, sign: str, key: str) -> None:
        if sign == SIGN:
            self._models.choose(key)
