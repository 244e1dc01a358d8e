"""Pictures that answers name by link: from the open web, and from a gateway of the person's own."""

import pytest

from app.demo.drawing.pictures import draw
from app.domain.errors import ErrorKind, NetworkError, ProtocolError
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.transport.raw_gateway import serving


async def test_a_picture_that_lies_at_the_gateway_itself_is_read(studio: Studio, gateway: Gateway) -> None:
    assert await studio.remote_pictures.fetch(f"{gateway.root}/demo/pictures/tiles.png") == draw("tiles")
    assert gateway.requests[-1].header("authorization") == ""


async def test_a_picture_of_the_built_in_demo_is_read(studio: Studio) -> None:
    demo = await studio.profiles.ensure_demo()
    root = (await studio.profiles.destination(demo)).root
    assert await studio.remote_pictures.fetch(f"{root}/demo/pictures/tiles.png") == draw("tiles")


async def test_neighbours_are_left_in_peace(studio: Studio) -> None:
    async with serving() as neighbour:
        with pytest.raises(NetworkError) as caught:
            await studio.remote_pictures.fetch(f"{neighbour.root}/router.png")
    assert caught.value.kind is ErrorKind.ADDRESS_PRIVATE
    assert not neighbour.requests


async def test_what_is_gone_says_where_it_was(studio: Studio, gateway: Gateway) -> None:
    with pytest.raises(ProtocolError) as caught:
        await studio.remote_pictures.fetch(f"{gateway.root}/demo/media/gone.png")
    assert caught.value.kind is ErrorKind.NOT_FOUND
    assert caught.value.values["host"] in gateway.root
