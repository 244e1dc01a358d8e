"""Frames of a film that is not played, each exactly the one that is asked for. Brings Qt's multimedia."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, QSize, QUrl, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from app.domain.errors import ErrorKind, InputError
from app.ui.films.aim import Aim, after
from app.ui.films.multimedia import convert_without_graphics_card, image_of

PATIENCE_S = 20.0
"""A decoder that says nothing for so long will not say anything."""
_NO_SOUND = -1
_LOOK_BACK_MS = 250
Result = TypeVar("Result")
Status = QMediaPlayer.MediaStatus


class FilmReader(QObject):
    """One film at a time, one question at a time. Between films it holds no file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        convert_without_graphics_card()
        self._path = Path()
        self._opened: asyncio.Future[None] | None = None
        self._found: asyncio.Future[QVideoFrame | None] | None = None
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._take_frame)
        self._player.mediaStatusChanged.connect(self._take_status)
        self._player.errorOccurred.connect(self._take_error)

    @property
    def path(self) -> Path:
        """The film that is open."""
        return self._path

    async def open(self, path: Path) -> int:
        """Open a film; its length in milliseconds.

        Raises:
            InputError: the file is gone, or is no film that can be decoded here.
        """
        self._path = path
        self._opened = asyncio.get_running_loop().create_future()
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        await self._patiently(self._opened)
        if not self._player.hasVideo():
            raise self._unreadable()
        self._player.setActiveAudioTrack(_NO_SOUND)
        return self._player.duration()

    async def frame_at(self, position_ms: int) -> QVideoFrame | None:
        """The frame that is seen at a time; None behind the last one.

        Raises:
            InputError: it cannot be decoded.
        """
        aim = Aim(position_ms, self._player.duration())
        frame = await self._seek(aim.position_ms)
        while frame is not None and aim.missed(frame):
            frame = await self._seek(aim.position_ms) or frame
        return frame

    async def last_frame(self) -> QVideoFrame:
        """The very last frame, also where the film's sound goes on behind it.

        Raises:
            InputError: no frame can be decoded.
        """
        position_ms = self._player.duration()
        while (last := await self.frame_at(position_ms)) is None:
            if position_ms <= 0:
                raise self._unreadable()
            position_ms = max(0, position_ms - _LOOK_BACK_MS)
        while (after_ms := after(last)) <= self._player.duration():
            following = await self.frame_at(after_ms)
            if following is None or following.startTime() <= last.startTime():
                break
            last = following
        return last

    async def image(self, frame: QVideoFrame, size: QSize | None = None) -> QImage:
        """A frame as an image, fitted into a size where one is given; made beside the window's thread."""
        return await asyncio.to_thread(image_of, frame, size)

    def leave(self) -> None:
        """Let go of the file."""
        if shiboken6.isValid(self._player):  # the window may have gone while a question was on its way
            self._player.stop()
            self._player.setSource(QUrl())
        self._path = Path()

    async def _seek(self, position_ms: int) -> QVideoFrame | None:
        self._found = asyncio.get_running_loop().create_future()
        self._player.setPosition(position_ms)
        self._player.pause()
        return await self._patiently(self._found)

    async def _patiently(self, answer: Awaitable[Result]) -> Result:
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await answer
        except TimeoutError:
            raise self._unreadable() from None

    def _unreadable(self) -> InputError:
        return InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": self._path.name})

    @Slot(QVideoFrame)
    def _take_frame(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self._answer(QVideoFrame(frame))

    @Slot(Status)
    def _take_status(self, status: Status) -> None:
        if status is Status.LoadedMedia and self._opened is not None and not self._opened.done():
            self._opened.set_result(None)
        elif status is Status.EndOfMedia:
            self._answer(None)

    @Slot(QMediaPlayer.Error, str)
    def _take_error(self, kind: QMediaPlayer.Error, text: str) -> None:
        is_gone = kind is QMediaPlayer.Error.ResourceError and not self._path.is_file()
        error = InputError(ErrorKind.FILE_GONE, {"name": self._path.name}) if is_gone else self._unreadable()
        for waiting in (self._opened, self._found):
            if waiting is not None and not waiting.done():
                waiting.set_exception(error)

    def _answer(self, frame: QVideoFrame | None) -> None:
        if self._found is not None and not self._found.done():
            self._found.set_result(frame)
