"""Pictures that go along: from a link where a file is taken, refused where a link is, cut by a mask."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, qAlpha

from app.domain.card import SlotRole
from app.domain.errors import ErrorKind
from app.domain.form import FormInput
from app.domain.profile import ProxyChoice, ProxyMode
from app.domain.remote_task import RemoteTask, TaskState
from app.ui.masks.polarity import png_of
from tests.services.task_gateway import TaskGateway, page
from tests.services.workshop import SLOTS_CARD, Workshop
from tests.storage.pictures import png


def coloured(width: int, height: int) -> bytes:
    """A picture of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#cc3311"))
    return png_of(image)


def left_half(width: int, height: int) -> bytes:
    """A mask that marks the left half in white."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    for x in range(width // 2):
        for y in range(height):
            image.setPixelColor(x, y, QColor("white"))
    return png_of(image)


async def make(workshop: Workshop, *inputs: FormInput) -> RemoteTask:
    """A task of the card with slots, at its end."""
    return await workshop.until((await workshop.ask_for(card=SLOTS_CARD, inputs=inputs)).id)


def refusal(task: RemoteTask) -> tuple[TaskState, ErrorKind | None]:
    """How a task ended."""
    return task.state, task.error.kind if task.error else None


async def test_a_link_becomes_a_file_where_only_files_are_taken(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    tasks.files["mine"] = png(7, 7)
    made = await make(workshop, FormInput(SlotRole.BASE, link=f"{tasks.root}/files/mine?sig=1"))
    assert made.state is TaskState.DONE
    assert tasks.inputs == [[base64.b64encode(png(7, 7)).decode()]]
    assert tasks.keys[0] == "", "a link is asked for as by anybody"


async def test_a_link_is_fetched_by_the_way_out_of_its_profile(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    proxy = ProxyChoice(ProxyMode.HTTP, "127.0.0.1:9")
    await workshop.profiles.save(replace(workshop.profile, proxy=proxy), {}, session_only=True)
    refused = await make(workshop, FormInput(SlotRole.BASE, link="http://pictures.invalid/mine.png"))
    assert refusal(refused) == (TaskState.FAILED, ErrorKind.PROXY_FAILED)
    assert refused.error is not None
    assert "127.0.0.1:9" in refused.error.values["proxy"]
    assert not tasks.paid


@pytest.mark.parametrize("status", [200, 404])
async def test_a_link_that_leads_to_no_picture_is_said_before_it_costs(
    workshop: Workshop, tasks: TaskGateway, status: int
) -> None:
    tasks.downloads = [page(status)]
    refused = await make(workshop, FormInput(SlotRole.BASE, link=f"{tasks.root}/files/mine"))
    assert refusal(refused) == (TaskState.FAILED, ErrorKind.ATTACHMENT_UNREADABLE)
    assert not tasks.paid


async def test_a_link_into_the_local_network_is_refused_unless_the_gateway_lives_there(
    tmp_path: Path, tasks: TaskGateway
) -> None:
    workshop = await Workshop.open(tmp_path, tasks.root, private_hosts=False)
    tasks.files["mine"] = png(7, 7)
    own = await make(workshop, FormInput(SlotRole.BASE, link=f"{tasks.root}/files/mine"))
    assert own.state is TaskState.DONE
    refused = await make(workshop, FormInput(SlotRole.BASE, link="http://192.168.1.1/admin.png"))
    await workshop.close()
    assert refusal(refused) == (TaskState.FAILED, ErrorKind.ADDRESS_PRIVATE)
    assert refused.error is not None
    assert refused.error.values == {"host": "192.168.1.1"}
    assert tasks.paid == {own.id: 1}


async def test_a_file_where_only_a_link_is_taken_is_refused_before_it_costs(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    file = await workshop.generate.input_from_bytes(SlotRole.STYLE, png(5, 5), "mine.png")
    refused = await make(workshop, file)
    assert refusal(refused) == (TaskState.FAILED, ErrorKind.MEDIA_NEEDS_LINK)
    assert refused.error is not None
    assert refused.error.values == {"name": "mine.png"}
    assert not tasks.paid


async def test_what_the_mask_marks_is_cut_out_of_the_picture(workshop: Workshop, tasks: TaskGateway) -> None:
    picture = await workshop.generate.input_from_bytes(SlotRole.BASE, coloured(40, 20), "base.png")
    mask = await workshop.generate.input_from_bytes(SlotRole.MASK, left_half(40, 20), "mask.png")
    assert (await make(workshop, picture, mask)).state is TaskState.DONE
    sent, beside = (QImage.fromData(base64.b64decode(one)) for one in tasks.inputs[0])
    assert [qAlpha(sent.pixel(x, 10)) for x in (5, 35)] == [0, 255]
    assert sent.pixelColor(35, 10).name() == "#cc3311"
    assert beside.pixelColor(5, 10).name() == "#ffffff"


async def test_a_picture_that_cannot_be_cut_is_said_before_it_costs(
    workshop: Workshop, tasks: TaskGateway
) -> None:
    broken = await workshop.generate.input_from_bytes(SlotRole.BASE, png(5, 5)[:60], "base.png")
    mask = await workshop.generate.input_from_bytes(SlotRole.MASK, left_half(5, 5), "mask.png")
    refused = await make(workshop, broken, mask)
    assert refusal(refused) == (TaskState.FAILED, ErrorKind.ATTACHMENT_UNREADABLE)
    assert not tasks.paid
