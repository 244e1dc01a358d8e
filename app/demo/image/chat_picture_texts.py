"""What models that draw in conversations say, piece by piece as it is streamed."""

from hashlib import sha256

from app.demo.image.answers import Link, encoded
from app.demo.image.making import make
from app.demo.image.request import ImageCall
from app.demo.image.sayings import in_language_of

_PERCENTS = (12, 37, 68, 100)


def drawn_with_progress(call: ImageCall, link: Link) -> list[str]:
    """Relays of GPT-4o: a queue, a percentage, then links to the file."""
    prompt = call.prompt
    task = sha256(call.words(0).encode()).hexdigest()[:24]
    done = in_language_of(prompt, "> ✅ 生成完成\n\n", "> ✅ Done\n\n")
    links = [link(make(call, index)) for index in range(call.count)]
    download = in_language_of(prompt, "点击下载", "Download")
    shown = [f"![gen_{task[:8]}]({url})\n\n[{download}]({url})\n\n" for url in links]
    queue = f"{_queued(prompt)}> ID: task_{task}\n"
    return [queue, *(_percent(prompt, percent) for percent in _PERCENTS), done, *shown]


def failed_after_progress(prompt: str, *, is_refused: bool) -> list[str]:
    """The same, with a bad end."""
    if is_refused:
        failed = in_language_of(
            prompt, "> ❌ 生成失败：图片可能违反了内容政策\n", "> ❌ Failed: content policy violation\n"
        )
    else:
        failed = in_language_of(prompt, "> ❌ 生成失败：服务超时\n", "> ❌ Failed: the service timed out\n")
    return [_queued(prompt), *(_percent(prompt, percent) for percent in _PERCENTS[:2]), failed]


def drawn_with_links(call: ImageCall, link: Link) -> list[str]:
    """Services that speak, and put a link to the file into what they say."""
    begun = in_language_of(
        call.prompt, "这是按你的描述画的图：\n\n", "Here is the picture you asked for:\n\n"
    )
    return [begun, *(f"![image]({link(make(call, index))})\n\n" for index in range(call.count))]


def drawn_inline(call: ImageCall) -> list[str]:
    """new-api in front of Gemini: each picture as one data URL, all of it in one piece."""
    begun = in_language_of(call.prompt, "画好了。\n", "Here it is.\n")
    made = (make(call, index) for index in range(call.count))
    return [begun, *(f"![image](data:{one.mime};base64,{encoded(one.data)})" for one in made)]


def without_picture(prompt: str) -> list[str]:
    """A model that chose to speak instead."""
    return [
        in_language_of(
            prompt,
            "你想要什么风格？告诉我，我就开始画。",
            "Which style would you like? Tell me, and I begin.",
        )
    ]


def _queued(prompt: str) -> str:
    return in_language_of(prompt, "> 🕐 排队中\n", "> 🕐 Queued\n")


def _percent(prompt: str, percent: int) -> str:
    return in_language_of(prompt, f"> 进度 {percent}%\n", f"> Progress {percent}%\n")
