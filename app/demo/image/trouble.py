"""Words in a prompt that make things go wrong, so that every ending can be seen without a switch."""

from enum import Enum


class Trouble(Enum):
    """What a prompt asks for besides its picture; the values are the words."""

    REFUSED = ("moderated", "违规")
    """The request is refused at once."""
    WITHHELD = ("withheld", "拦下")
    """The last picture is made and then held back."""
    BLACK = ("black picture", "全黑")
    """A black picture is sent in place of what is withheld, as if it were one."""
    BROKEN = ("error in 200", "假成功")
    """An error with the status of a success."""
    EMPTY = ("no picture", "空结果")
    """A success without a picture."""
    EXPIRED = ("expired link", "过期链接")
    """Links that have run out when they arrive; asked anew, a task gives fresh ones."""
    FAILING = ("failing task", "任务失败")
    """The task is taken, runs, and fails."""
    FORGOTTEN = ("forgotten task", "任务丢失")
    """The task is taken, and nobody knows it afterwards."""
    QUEUED = ("long queue", "排队")
    """The task is taken and waits behind others."""
    FULL = ("full queue", "队列已满")
    """Too many wait already."""

    def is_in(self, prompt: str) -> bool:
        """Whether a prompt says so."""
        said = prompt.lower()
        return any(word in said for word in self.value)
