"""Every text that the conversation view shows by itself."""

from math import ceil

from PySide6.QtCore import QObject

from app.domain.errors import ErrorKind


class Phrases(QObject):
    """Words in the language of the window; ``retranslate`` makes them anew."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self._labels = {
            "copy": self.tr("Copy"),
            "copy_plain": self.tr("Copy as plain text"),
            "copy_markdown": self.tr("Copy as Markdown"),
            "edit": self.tr("Edit"),
            "regenerate": self.tr("Regenerate"),
            "regenerate_with": self.tr("Regenerate with another model…"),
            "compare": self.tr("Show the answers side by side"),
            "branch": self.tr("Branch into a new conversation"),
            "delete": self.tr("Delete"),
            "retry": self.tr("Retry"),
            "continue": self.tr("Continue"),
            "go_on": self.tr("Go on with the tools"),
            "with_history": self.tr("Send the whole history"),
            "without_thoughts": self.tr("Send without those thoughts"),
            "without_tools": self.tr("Ask without tools"),
            "use_usual_format": self.tr("Use Chat Completions"),
            "fetch": self.tr("Fetch the answer"),
            "choose_model": self.tr("Choose another model"),
            "edit_profile": self.tr("Provider settings"),
            "new_conversation": self.tr("New conversation"),
            "details": self.tr("Details"),
            "previous": self.tr("Previous version"),
            "next": self.tr("Next version"),
            "more": self.tr("More"),
            "raw": self.tr("Show raw text"),
            "show_data": self.tr("Show JSON as data…"),
            "copy_code": self.tr("Copy code"),
            "save_code": self.tr("Save code as file…"),
            "wrap": self.tr("Wrap long lines"),
            "unwrap": self.tr("Do not wrap lines"),
            "fold": self.tr("Fold"),
            "unfold": self.tr("Unfold"),
            "copy_link": self.tr("Copy link"),
            "open_link": self.tr("Open link"),
            "copy_picture": self.tr("Copy picture"),
            "save_picture": self.tr("Save picture…"),
            "use_picture": self.tr("Use in Images"),
            "zoom_picture": self.tr("View picture"),
            "open_file": self.tr("Open with another program"),
            "save_file": self.tr("Save file…"),
            "copy_formula": self.tr("Copy LaTeX"),
            "copy_message": self.tr("Copy message as Markdown"),
            "copy_message_plain": self.tr("Copy message as plain text"),
            "select_all": self.tr("Select all"),
        }

    def label(self, name: str) -> str:
        """What a control of this name is called."""
        return self._labels[name]

    def person(self) -> str:
        """Who wrote the person's own messages."""
        return self.tr("You")

    def system(self) -> str:
        """Who wrote a system message."""
        return self.tr("System")

    def assistant(self) -> str:
        """An answer of a model whose name is not known."""
        return self.tr("Assistant")

    def waiting(self) -> str:
        """Nothing has come yet."""
        return self.tr("Waiting for the answer…")

    def retrying(self, seconds: float) -> str:
        """The gateway refused for want of time and is asked again."""
        return self.tr("The provider is busy. Trying again in {seconds} s.").format(seconds=ceil(seconds))

    def thinking(self) -> str:
        """The model is thinking."""
        return self.tr("Thinking…")

    def thought(self, seconds: float | None) -> str:
        """The model has thought for so long."""
        if seconds is None:
            return self.tr("Thought")
        if seconds < 1:
            return self.tr("Thought for less than a second")
        if seconds < 60:
            return self.tr("Thought for {seconds} s").format(seconds=round(seconds))
        minutes, rest = divmod(round(seconds), 60)
        return self.tr("Thought for {minutes} min {seconds} s").format(minutes=minutes, seconds=rest)

    def stopped(self) -> str:
        """The person stopped the answer."""
        return self.tr("You stopped this answer.")

    def interrupted(self) -> str:
        """The answer was cut off."""
        return self.tr("This answer was cut off. What had come is kept.")

    def tools_cut(self) -> str:
        """Some tools that the answer called were not run."""
        return self.tr("Not all tools were run. None of them runs by itself now.")

    def made_elsewhere(self) -> str:
        """The answer was left, and goes on at the provider."""
        return self.tr("The provider goes on with this answer. Fetching it costs nothing more.")

    def researching(self) -> str:
        """The answer is made in the background."""
        return self.tr("The provider works on it in the background. This may take many minutes.")

    def shortened(self) -> str:
        """The model reached its limit."""
        return self.tr("The model reached its length limit.")

    def filtered(self) -> str:
        """A filter ended the answer."""
        return self.tr("A content filter ended this answer.")

    def code(self) -> str:
        """Code whose language is not named."""
        return self.tr("Code")

    def all_lines(self, count: int) -> str:
        """Shows folded code again."""
        return self.tr("Show all %n lines", "", count)

    def tokens(self, count: int) -> str:
        """How many tokens an answer has."""
        return self.tr("%n tokens", "", count)

    def first_token(self, seconds: float) -> str:
        """How long the first token took."""
        return self.tr("first token after {seconds} s").format(seconds=f"{seconds:.1f}")

    def speed(self, tokens_per_second: float) -> str:
        """How fast the tokens came."""
        return self.tr("{speed} tokens/s").format(speed=f"{tokens_per_second:.0f}")

    def siblings(self, index: int, count: int) -> str:
        """Which of several versions is shown."""
        return f"{index + 1} / {count}"

    def new_messages(self, count: int) -> str:
        """What the way down to the end shows."""
        return self.tr("%n new", "", count)

    def to_end(self) -> str:
        """Name of the button that leads to the end."""
        return self.tr("Go to the newest message")

    def remote_picture(self, host: str) -> str:
        """A picture that is not loaded before its host is allowed."""
        return self.tr("Picture from {host} — click to load").format(host=host)

    def broken_picture(self) -> str:
        """A picture that cannot be shown."""
        return self.tr("This picture cannot be shown")

    def play_sound(self, name: str) -> str:
        """Begins a sound, or goes on with it."""
        return self.tr("Play {name}").format(name=name)

    def pause_sound(self, name: str) -> str:
        """Lets a sound stand still."""
        return self.tr("Pause {name}").format(name=name)

    def place_in_sound(self, name: str) -> str:
        """Name of the line on which one goes elsewhere in a sound."""
        return self.tr("Place in {name}").format(name=name)

    def no_sound_device(self) -> str:
        """A sound plays, but into nothing."""
        return self.tr("No speakers or headphones found.")

    def sound_problem(self, kind: ErrorKind) -> str:
        """Why a sound is not to be heard."""
        if kind is ErrorKind.FILE_GONE:
            return self.tr("The file is gone.")
        return self.tr("This sound cannot be played here.")

    def conversation(self) -> str:
        """Name of the whole view."""
        return self.tr("Conversation")
