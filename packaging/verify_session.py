"""Uses the installed studio as a person would, from outside: by its menu entry, the mouse and the keyboard.

Runs inside the clean system that verify.sh makes, on a session bus with a screen of its own. What is to be
seen is read from the accessibility bus, where every control carries its English name.

python3 verify_session.py FOLDER    pictures of the window go into FOLDER
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import gi  # type: ignore[import-not-found]  # Debian brings it, not the environment

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # type: ignore[import-not-found]  # noqa: E402

ENTRY = "/usr/share/applications/io.github.relaystudio.RelayStudio.desktop"
LINK = "relaystudio://v1/provider?server=https%3A%2F%2Fgw.example.com&key=sk-test1234567890&name=Handover"
PINYIN = ("n", "i", "h", "a", "o", "space")
CHINESE = "你好"
PATIENCE_S = 40.0
LOOK_EVERY_S = 0.2


class NotSeen(Exception):
    """Something that a person would see did not come."""


def main(folder: Path) -> int:
    """Every step, each told on a line; the exit code."""
    steps: tuple[Callable[[Path], str], ...] = (open_window, talk, type_chinese, hand_link_over, close)
    for step in steps:
        try:
            print(f"ok    {step.__name__}: {step(folder)}", flush=True)
        except NotSeen as error:
            picture(folder, f"failed-{step.__name__}")
            print(f"FAIL  {step.__name__}: {error}", flush=True)
            for process in processes():
                os.kill(int(process), signal.SIGKILL)
            return 1
    return 0


def open_window(folder: Path) -> str:
    """Start by the desktop entry, as a double click in the menu does."""
    subprocess.run(["gio", "launch", ENTRY], check=True)
    title = until(window_title, "no window")
    until(lambda: named("first_run.demo") or named("composer.input"), "no first page")
    picture(folder, "installed-first-run")
    return str(title)


def talk(folder: Path) -> str:
    """Choose the demo, say something, and read the answer while it comes."""
    if demo := named("first_run.demo"):
        click(demo)
    composer = until(lambda: named("composer.input"), "no composer")
    click(composer)
    paste("Where are my conversations stored?")  # an input method would make Chinese of keys
    until(lambda: "stored" in text_of(named("composer.input")), "the composer took no keys")
    keys("key", "Return")
    lengths: list[int] = []

    def answered() -> bool:
        lengths.append(len(transcript()))
        return len(lengths) > 10 and lengths[-1] > 200 and len(set(lengths[-6:])) == 1

    until(answered, "no answer")
    picture(folder, "installed")
    grown = len(set(lengths))
    if grown < 4:
        raise NotSeen(f"the answer did not grow: {lengths}")
    return f"{lengths[-1]} characters, seen growing {grown} times"


def type_chinese(folder: Path) -> str:
    """Real pinyin into the composer, the search field and the prompt of the image page."""
    framework = os.environ.get("VERIFY_INPUT_METHOD", "")
    if not framework:
        return "no input method runs here"
    typed = [pinyin_into("composer.input"), pinyin_into("conversations.search")]
    click(until(lambda: named("rail.images"), "no image page"))
    typed.append(pinyin_into("images.prompt"))
    picture(folder, f"installed-pinyin-{framework}")
    click(until(lambda: named("rail.conversations"), "no conversation page"))
    return f"{framework}: {' '.join(typed)}"


def hand_link_over(folder: Path) -> str:
    """A link that the desktop opens reaches the window that is there, and fills the dialog."""
    before = processes()
    subprocess.run(["gio", "open", LINK], check=True)
    until(lambda: "gw.example.com" in text_of(named("profile.address")), "the link filled no dialog")
    until(lambda: processes() == before, "a second program stays")
    picture(folder, "installed-link")
    click(until(lambda: named("profile.cancel"), "no way to cancel"))
    click(until(lambda: named("discard"), "no question about what is unsaved"))
    until(lambda: named("profile.address") is None, "the dialog stays")
    return "one program, the dialog filled, nothing saved"


def close(folder: Path) -> str:
    """Close the window; the program ends by itself."""
    keys("key", "ctrl+q")
    until(lambda: not processes(), "the program did not end")
    return "ended"


def pinyin_into(name: str) -> str:
    """Type by sound into a field and read what stands there then."""
    field = until(lambda: named(name), f"no {name}")
    click(field)
    time.sleep(1.0)  # noqa: TID251  # the framework follows the focus
    for key in PINYIN:
        keys("key", key)
        time.sleep(0.15)  # noqa: TID251  # a person is no faster
    until(lambda: CHINESE in text_of(named(name)), f"{name} holds «{text_of(named(name))}»")
    return f"{name}={CHINESE}"


def until(seen: Callable[[], object], otherwise: str):  # type: ignore[no-untyped-def]
    """Wait until something is there; what it is."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            if found := seen():
                return found
        except gi.repository.GLib.Error:
            pass  # what was looked at has just gone
        time.sleep(LOOK_EVERY_S)  # noqa: TID251  # no event loop runs here
    raise NotSeen(otherwise)


def everything() -> Iterator[Atspi.Accessible]:
    """All accessible objects of the studio that are on the screen."""
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(place)
        if program is not None and program.get_name() == "relay-studio":
            yield from below(program)


def below(item: Atspi.Accessible) -> Iterator[Atspi.Accessible]:
    """An object and what is inside it."""
    yield item
    for place in range(min(item.get_child_count(), 200)):
        child = item.get_child_at_index(place)
        if child is not None:
            yield from below(child)


def named(name: str) -> Atspi.Accessible | None:
    """The visible control with an English name; names are chained by dots from the window down."""
    for item in everything():
        known = item.get_accessible_id() or ""
        if (known == name or known.endswith(f".{name}")) and is_visible(item):
            return item
    return None


def is_visible(item: Atspi.Accessible) -> bool:
    """Whether a person sees it."""
    states = item.get_state_set()
    return bool(states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.VISIBLE))


def text_of(item: Atspi.Accessible | None) -> str:
    """What stands in a field."""
    if item is None or "Text" not in item.get_interfaces():
        return ""
    return str(Atspi.Text.get_text(item, 0, -1))


def transcript() -> str:
    """All that the messages say."""
    view = named("transcript")
    return "" if view is None else "\n".join(item.get_name() or "" for item in below(view))


def window_title() -> str:
    """The title in the window manager's eyes."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--class", "relay-studio", "getwindowname"],
        capture_output=True,
        text=True,
        check=False,
    )
    return next((line for line in found.stdout.splitlines() if "Relay Studio" in line), "")


def processes() -> list[str]:
    """Running copies of the program."""
    return subprocess.run(["pgrep", "-x", "relay-studio"], capture_output=True, text=True).stdout.split()


def click(item: Atspi.Accessible) -> None:
    """Press the mouse in the middle of it."""
    box = Atspi.Component.get_extents(item, Atspi.CoordType.SCREEN)
    place = (str(box.x + box.width // 2), str(box.y + box.height // 2))
    subprocess.run(["xdotool", "mousemove", *place, "click", "1"], check=True)


def keys(*words: str) -> None:
    """Press keys."""
    subprocess.run(["xdotool", words[0], "--delay", "30", *words[1:]], check=True)


def paste(text: str) -> None:
    """Paste a text where the keyboard is."""
    subprocess.run(["xclip", "-selection", "clipboard"], input=text.encode(), check=True)
    keys("key", "ctrl+v")


def picture(folder: Path, name: str) -> None:
    """Keep what is on the screen."""
    subprocess.run(["import", "-window", "root", str(folder / f"{name}.png")], check=False)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
