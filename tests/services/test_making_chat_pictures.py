"""Pictures drawn in conversations: links, data URLs and progress inside what a model says."""

import base64

import pytest

from app.domain.card import SlotRole
from app.domain.errors import ErrorKind
from app.domain.remote_task import RemoteTask, TaskState
from app.services.events import TaskChanged
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.entries import ABSENT, BASE, HEIGHT, WIDTH, Entry, cases, proved
from tests.services.making import Orders
from tests.studio import begin_talk

CHAT = "/v1/chat/completions"
BASE_ADDRESS = "data:image/png;base64," + base64.b64encode(BASE).decode()
REFERENCE = SlotRole.REFERENCE
CONTENT = "messages.0.content"
WHOLE, STREAMED = {"stream": False}, {"stream": True}

ENTRIES = (
    Entry(
        "chat.openai/draw", "chat.gpt-4o-image", CHAT, values=WHOLE | {"ratio_in_prompt": "3:2", "n": 2},
        arrives={
            "stream": False, "n": 2, CONTENT: [{"type": "text", "text": "A paper boat, 3:2"}],
            "ratio_in_prompt": ABSENT, "max_tokens": ABSENT,
        },
        size=(1024, 683), count=2,
    ),
    Entry(
        "chat.openai/draw-stream", "chat.gpt-4o-image", CHAT, values=STREAMED,
        arrives={"stream": True, "model": "gpt-4o-image-demo"},
    ),
    Entry(
        "chat.openai/draw-from-image", "chat.gpt-4o-image", CHAT, values=STREAMED, roles=(REFERENCE,),
        arrives={f"{CONTENT}.1": {"type": "image_url", "image_url": {"url": BASE_ADDRESS}}},
        size=(WIDTH, HEIGHT),
    ),
    Entry(
        "chat.openai/gpts", "chat.gpt-4-all", CHAT, values=STREAMED, model="gpt-4-all",
        arrives={"model": "gpt-4-all"},
    ),
    Entry(
        "chat.openai/gpts", "chat.gpts", CHAT, values=STREAMED, model="gpt-4-gizmo-g-demo",
        arrives={"model": "gpt-4-gizmo-g-demo"},
    ),
    Entry(
        "chat.openai/stable-diffusion", "chat.stable-diffusion", CHAT, model="stable-diffusion-xl-demo",
        values=WHOLE | {"ratio_in_prompt": "16:9"},
        arrives={f"{CONTENT}.0.text": "A paper boat, 16:9"}, size=(1024, 576),
    ),
    Entry(
        "image.gemini/create", "chat.gemini-image", CHAT, model="nano-banana-demo",
        values=STREAMED | {"aspect_ratio": "16:9"},
        arrives={"extra_body": {"google": {"image_config": {"aspect_ratio": "16:9"}}}}, size=(1344, 768),
    ),
)  # fmt: skip


@pytest.mark.parametrize("entry", cases(*ENTRIES))
async def test_an_entry_becomes_a_file(entry: Entry, studio: Studio, gateway: Gateway) -> None:
    await proved(entry, studio, gateway)


@pytest.mark.covers("chat.openai/draw-stream")
async def test_progress_is_told_while_it_draws(studio: Studio, gateway: Gateway) -> None:
    told: list[tuple[float | None, str]] = []

    def note(event: TaskChanged) -> None:
        if event.task.state is TaskState.RUNNING:
            told.append((event.task.progress_percent, event.task.words))

    studio.hub.listen(TaskChanged, note)
    await Orders(studio).make("chat.gpt-4o-image", "一只纸船", stream=True)
    assert (37.0, "进度 37%") in told
    percents = [percent or 0 for percent, _ in told]
    assert percents == sorted(percents)


@pytest.mark.covers("chat.openai/gpts")
async def test_a_model_that_can_do_all_describes_where_nothing_is_to_be_drawn(
    studio: Studio, gateway: Gateway
) -> None:
    picture = await studio.generate.input_from_bytes(REFERENCE, BASE, "base.png")
    task = await Orders(studio).make(
        "chat.gpt-4-all", "Describe this picture", picture, model="gpt-4-all", stream=True
    )
    assert task.state is TaskState.DONE, task.error
    assert "160 × 96" in task.texts[0]
    assert not task.assets


@pytest.mark.parametrize(
    ("model", "prompt", "kind"),
    [
        ("gpt-4o-image-demo", "something moderated", ErrorKind.CONTENT_REFUSED),
        ("gpt-4o-image-demo", "a failing task", ErrorKind.GATEWAY_FAILED),
        ("gpt-4-all", "something moderated", ErrorKind.CONTENT_REFUSED),
        ("nano-banana-demo", "a withheld boat", ErrorKind.CONTENT_REFUSED),
        ("gpt-4-all", "error in 200", ErrorKind.UPSTREAM_UNREACHABLE),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
async def test_every_bad_end_is_told_apart(
    model: str, prompt: str, kind: ErrorKind, stream: bool, studio: Studio, gateway: Gateway
) -> None:
    task = await failed(studio, model, prompt, stream=stream)
    assert task.error is not None
    assert task.error.kind is kind


async def failed(studio: Studio, model: str, prompt: str, *, stream: bool) -> RemoteTask:
    """A task that came to nothing."""
    task = await Orders(studio).make("chat.any", prompt, model=model, stream=stream)
    assert task.state is TaskState.FAILED
    assert not task.assets
    return task


async def test_words_alone_are_an_answer(studio: Studio, gateway: Gateway) -> None:
    task = await Orders(studio).make("chat.gpt-4-all", "no picture", model="gpt-4-all", stream=True)
    assert task.state is TaskState.DONE
    assert task.texts == ("Which style would you like? Tell me, and I begin.",)


@pytest.mark.covers("chat.openai/draw")
async def test_a_conversation_goes_on_with_what_was_drawn_in_it(studio: Studio, gateway: Gateway) -> None:
    talk = await begin_talk(studio, "gpt-4o-image-demo", stream=False)
    first = await talk.say("A paper boat, 3:2")
    assert "![gen_" in first.text
    second = await talk.say("Now at night")
    assert "/demo/media/" in second.text
    sent = gateway.asked(CHAT)[1].json()["messages"]
    assert sent[1]["role"] == "assistant"
    assert "![gen_" in sent[1]["content"]
