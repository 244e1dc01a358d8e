"""Midjourney's servers want the marked part transparent in the picture, the mask beside it, or both."""

import base64

import pytest
from PySide6.QtGui import QColor, QImage, qAlpha

from app.domain.card import SlotRole
from app.domain.remote_task import TaskState
from app.services.studio import Studio
from app.ui.masks.polarity import png_of
from tests.gateway import Gateway
from tests.services.making import Orders
from tests.services.test_task_inputs import coloured, left_half

PATH = "/mj/submit/edits"


def sent(address: str) -> QImage:
    """The picture of a data URL."""
    head, _, data = address.partition(",")
    assert head == "data:image/png;base64"
    return QImage.fromData(base64.b64decode(data))


async def test_an_edit_goes_with_its_part_cut_out_and_the_mask_beside_it(
    hurried: Studio, gateway: Gateway
) -> None:
    base = await hurried.generate.input_from_bytes(SlotRole.BASE, coloured(64, 32), "base.png")
    mask = await hurried.generate.input_from_bytes(SlotRole.MASK, left_half(64, 32), "mask.png")
    made = await Orders(hurried).make("midjourney.edits", "a hat", base, mask, model="mj_edits")
    assert made.state is TaskState.DONE, made.error
    (asked,) = gateway.asked(PATH)
    picture, beside = sent(asked.json()["image"]), sent(asked.json()["maskBase64"])
    assert [qAlpha(picture.pixel(x, 16)) for x in (5, 60)] == [0, 255]
    assert [beside.pixelColor(x, 16).name() for x in (5, 60)] == ["#ffffff", "#000000"]


@pytest.mark.parametrize("soft", [128, 255])
async def test_a_soft_edge_stays_soft(hurried: Studio, gateway: Gateway, soft: int) -> None:
    image = QImage(64, 32, QImage.Format.Format_RGB32)
    image.fill(QColor(soft, soft, soft))
    base = await hurried.generate.input_from_bytes(SlotRole.BASE, coloured(64, 32), "base.png")
    mask = await hurried.generate.input_from_bytes(SlotRole.MASK, png_of(image), "mask.png")
    await Orders(hurried).make("midjourney.edits", "a hat", base, mask, model="mj_edits")
    picture = sent(gateway.asked(PATH)[0].json()["image"])
    assert qAlpha(picture.pixel(5, 16)) == pytest.approx(255 - soft, abs=1)
