"""The studio's icon in the tray of the desktop, where there is one."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.queue.jobs_words import jobs_words

_LOOK_AFTER_MS = 200
"""Changes within this time are counted once."""


class TrayMenu(QMenu):
    """What can be done without the window."""

    window_wanted = Signal()
    jobs_wanted = Signal()
    pause_wanted = Signal(bool)
    quit_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = ""
        self.setObjectName("tray.menu")
        self._window_entry = self._entry("tray.window", lambda _: self.window_wanted.emit())
        self._jobs_entry = self._entry("tray.jobs", lambda _: self.jobs_wanted.emit())
        self.addSeparator()
        self._pause_entry = self._entry("tray.pause", lambda on: self.pause_wanted.emit(on))
        self._pause_entry.setCheckable(True)
        self.addSeparator()
        self._quit_entry = self._entry("tray.quit", lambda _: self.quit_wanted.emit())
        self.retranslate()

    def show_jobs(self, words: str, *, is_paused: bool) -> None:
        """Say what goes on, and whether the queue stands still."""
        self._jobs = words
        self._pause_entry.setChecked(is_paused)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._window_entry.setText(self.tr("Show the window"))
        self._jobs_entry.setText(self._jobs or self.tr("Nothing is running"))
        self._jobs_entry.setEnabled(bool(self._jobs))
        self._pause_entry.setText(self.tr("Pause the queue"))
        self._quit_entry.setText(self.tr("Quit"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _entry(self, name: str, act: Callable[[bool], object]) -> QAction:
        entry = self.addAction("")
        entry.setObjectName(name)
        entry.triggered.connect(act)
        return entry


class Tray(QObject):
    """To be seen while the window is out of sight, or always where the person wants the studio there."""

    message_pressed = Signal()

    def __init__(self, studio: Studio, bridge: Bridge, icon: QIcon, window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        self._window = window
        self.menu = TrayMenu(window)
        self.menu.pause_wanted.connect(self._pause)
        self.icon = QSystemTrayIcon(icon, self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.message_pressed)
        self._look = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._look.timeout.connect(self.refresh)
        for signal in (bridge.tasks_changed, bridge.tasks_removed, bridge.queue_changed):
            signal.connect(self._refresh_soon)
        window.installEventFilter(self)
        self.refresh()

    @property
    def is_available(self) -> bool:
        """Whether the desktop has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def refresh(self) -> None:
        """Come and go as the person wants, and as the window does."""
        stays = self._studio.settings.current.when_closed == "tray"
        is_out_of_sight = not self._window.isVisible()
        self.icon.setVisible((stays or is_out_of_sight) and self.is_available)
        self._count()

    def hide_window(self) -> None:
        """Let the studio go on without its window."""
        self.icon.show()
        self._window.hide()

    def show_message(self, title: str, text: str, picture: QIcon) -> None:
        """Show a message at the icon, which comes for it where it is not there."""
        if self.is_available and QSystemTrayIcon.supportsMessages():
            self.icon.show()
            self.icon.showMessage(title, text, picture)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when the window goes and comes."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._refresh_soon()
        return super().eventFilter(watched, event)

    def _refresh_soon(self) -> None:
        if not self._look.isActive():
            self._look.start()

    def _count(self) -> None:
        words = jobs_words(self._studio)
        self.menu.show_jobs(words, is_paused=self._studio.generate.is_paused())
        name = self.tr("Relay Studio")
        self.icon.setToolTip(f"{name} · {words}" if words else name)

    def _pause(self, paused: bool) -> None:
        if paused:
            self._studio.generate.pause()
        else:
            self._studio.generate.resume()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """A press shows the window; the other button opens the menu by itself."""
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.menu.window_wanted.emit()
