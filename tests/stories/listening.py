"""Reads the window and talks in it as a screen reader does, over AT-SPI; run by test_screen_reader.

It runs under the system's Python, the only one that has pyatspi, and so imports nothing of the studio. Prints
one JSON object: what is there before and after a message was sent.

Usage: listening.py WORDS COMMAND…, where the command starts the studio.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pyatspi  # type: ignore[import-not-found, unused-ignore]

PATIENCE_S = 60.0
LOOK_EVERY_S = 0.1
COMPOSER = ("composer.input", "composer.send")
Node = Any
Heard = dict[str, Any]


def main(words: str, command: list[str]) -> None:
    """Start the studio, listen, say something, and listen again."""
    studio = subprocess.Popen(command)
    try:
        window = until(lambda: window_of(studio.pid))
        until(lambda: find(window, COMPOSER[0]))
        greeting = tree(window)
        say(window, words)
        until(lambda: answered(window))
        heard = {"greeting": greeting, "talk": tree(window)}
        press(transcript_control(window, "transcript.edit"))
        until(lambda: text_of(find(window, COMPOSER[0])) == words)
    finally:
        studio.terminate()
        studio.wait()
    sys.stdout.write(json.dumps(heard))


def until(found: Callable[[], Any]) -> Any:
    """Wait until there is something."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if result := found():
            return result
        time.sleep(LOOK_EVERY_S)
    raise TimeoutError


def window_of(process_id: int) -> Node:
    """The window of a process, or None while no screen reader knows of it."""
    desktop = pyatspi.Registry.getDesktop(0)
    programs = [program for program in desktop if program and program.get_process_id() == process_id]
    return next((window for program in programs for window in program if window), None)


def say(window: Node, words: str) -> None:
    """Write a message and press the button that sends it."""
    box, send = (find(window, name) for name in COMPOSER)
    box.queryEditableText().setTextContents(words)
    until(lambda: send.getState().contains(pyatspi.STATE_ENABLED))
    press(send)


def answered(window: Node) -> bool:
    """Whether an answer has come to its end."""
    view = find(window, "transcript")
    return view is not None and len(list(view)) >= 2 and not view[1].getState().contains(pyatspi.STATE_BUSY)


def transcript_control(window: Node, name: str) -> Node:
    """A control of the person's message."""
    return next(control for control in find(window, "transcript")[0] if identifier(control) == name)


def press(control: Node) -> None:
    """Do the first thing that a control offers."""
    control.queryAction().doAction(0)


def text_of(field: Node) -> str:
    """What stands in a text field."""
    return str(field.queryText().getText(0, -1))


def find(window: Node, name: str) -> Node:
    """The control with this object name, or None."""
    return next((node for node in showing(window) if identifier(node).endswith(f".{name}")), None)


def showing(node: Node) -> Iterator[Node]:
    """A node and everything in it that is on the screen, from top to bottom."""
    yield node
    for child in node:
        if child is not None and child.getState().contains(pyatspi.STATE_SHOWING):
            yield from showing(child)


def identifier(node: Node) -> str:
    """Object names from the window down to it, or the name of something painted."""
    return str(node.get_accessible_id())


def tree(window: Node) -> list[Heard]:
    """All that is on the screen, in the order in which it is read."""
    return [
        {
            "id": identifier(node),
            "role": node.getRoleName(),
            "name": node.name,
            "path": node.path,
            "of": node.parent.path,
        }
        for node in showing(window)
    ]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
