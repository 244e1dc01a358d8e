"""Words in a question that make an answer go wrong, so that every ending can be seen without a switch."""

from enum import Enum


class ChatTrouble(Enum):
    """What a question asks for besides its answer; the values are the words."""

    REFUSED = ("moderated", "违规")
    """The model says no, in the field that its format has for that."""
    WITHHELD = ("withheld", "拦下")
    """The answer begins, and the rest is held back."""
    BROKEN = ("error in 200", "假成功")
    """The relay's error with the status of a success."""
    EMPTY = ("no answer", "空回答")
    """A success that says nothing."""
    FAILING = ("failing answer", "回答失败")
    """Streamed it begins and then fails; whole it fails at once."""
    CUT_OFF = ("cut off", "断流")
    """The stream ends without an end."""
    PAUSED = ("long search", "长搜索")
    """Claude stops in the middle of a search and wants to be called again."""
    TOO_LONG = ("context too long", "上下文过长")
    """There is no room for the answer."""
    BAD_CALL = ("malformed call", "坏参数")
    """A function is called with arguments that are no JSON."""
    ENDLESS = ("endless calls", "没完没了")
    """Functions are called again after every result."""
    OFF_SCHEMA = ("off schema", "不按格式")
    """The answer leaves the form that was asked for."""
    OTHER_ACCOUNT = ("other account", "换了账号")
    """The relay has moved to another account, where signatures and kept answers are unknown."""

    def is_in(self, question: str) -> bool:
        """Whether a question says so."""
        said = question.lower()
        return any(word in said for word in self.value)
