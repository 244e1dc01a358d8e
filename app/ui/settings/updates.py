"""Whether the studio may look for newer versions, and where."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from app.domain.errors import StudioError
from app.services.updates import Release, Updates
from app.storage.settings import SettingsStore
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.settings.section import Section
from app.ui.theme.theme import Theme
from app.ui.update_notices import tell_of_release


class UpdatesSection(Section):
    """The permission, the feed, and a button that looks now. What is found is shown, never downloaded."""

    def __init__(
        self,
        settings: SettingsStore,
        updates: Updates,
        notices: Notices,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._settings = settings
        self._updates = updates
        self._notices = notices
        self._allow = QCheckBox(self)
        self._allow.setObjectName("settings.updates")
        self._allow.toggled.connect(updates.answer)
        self._feed = QLineEdit(self)
        self._feed.setObjectName("settings.updates.feed")
        self._feed.editingFinished.connect(self._keep_feed)
        self._look = QPushButton(self)
        self._look.setObjectName("settings.updates.look")
        self._look.clicked.connect(self._look_now)
        self._allow_row = self.add_row(self._allow)
        self._feed_row = self.add_row(self._feed)
        self._look_row = self.add_row(self._look)
        self.refresh()
        self.retranslate()

    def refresh(self) -> None:
        """Show what was said elsewhere."""
        current = self._settings.current
        self._allow.blockSignals(True)
        self._allow.setChecked(current.check_updates)
        self._allow.blockSignals(False)
        self._feed.setText(current.release_feed)
        self._fit_controls()

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        self.heading.setText(self.tr("New versions"))
        self._allow_row.set_texts(
            self.tr("Look for new versions at the start"),
            self.tr("One request to the release feed. Nothing is ever downloaded by itself."),
        )
        self._feed_row.set_texts(
            self.tr("Release feed"), self.tr("An address that names the newest version as JSON.")
        )
        self._look_row.set_texts(self.tr("Look now"))
        self._look.setText(self.tr("Look for a new version"))

    def _keep_feed(self) -> None:
        self._settings.change(release_feed=self._feed.text().strip())
        self._fit_controls()

    def _fit_controls(self) -> None:
        """Without a feed there is nothing to look at."""
        self._feed.setPlaceholderText("" if self._settings.current.release_feed else self._updates.feed)
        for control in (self._allow, self._look):
            control.setEnabled(bool(self._updates.feed))

    def _look_now(self) -> None:
        Operation(self, self._updates.newer(), done=self._show, failed=self._failed, control=self._look)

    def _show(self, release: Release | None) -> None:
        if release is None:
            self._notices.show(self.tr("This is the newest version."), "success")
        else:
            tell_of_release(self._notices, release)

    def _failed(self, error: StudioError) -> None:
        self._notices.show_error(error)
