"""A program of its own that uses fal's client, told by its environment where to; prints what it got as JSON.

The client reads its addresses when it is imported, and always speaks https.
"""

import base64
import json
import sys
from collections.abc import Callable
from typing import Any

import fal_client

from app.demo.drawing.pictures import draw

PICTURE = "data:image/png;base64," + base64.b64encode(draw("tiles")).decode()


def subscribed() -> dict[str, Any]:
    """A picture, followed from the queue to its end."""
    seen: list[str] = []
    wish = {"prompt": "a fox", "aspect_ratio": "16:9", "num_images": 2, "seed": 7, "safety_tolerance": "2"}
    result = fal_client.subscribe(
        "fal-ai/flux-pro/kontext/max/text-to-image",
        arguments=wish,
        with_logs=True,
        on_queue_update=lambda update: seen.append(type(update).__name__),
    )
    return {"result": result, "seen": seen}


def submitted() -> dict[str, Any]:
    """A picture that is submitted, looked at, and fetched."""
    wish = {"prompt": "winter", "image_urls": [PICTURE]}
    handle = fal_client.submit("fal-ai/nano-banana/edit", arguments=wish)
    first = type(handle.status(with_logs=True)).__name__
    return {"id": handle.request_id, "first": first, "result": handle.get()}


def refused(app: str, **wish: Any) -> dict[str, Any]:
    """What becomes of a wish that cannot be."""
    try:
        return {"result": fal_client.submit(app, arguments=wish).get()}
    except fal_client.FalClientHTTPError as error:
        return {"status": error.response.status_code, "message": str(error)}


def cancelled() -> dict[str, Any]:
    """A request that is taken out of the queue."""
    handle = fal_client.submit("fal-ai/flux/dev", arguments={"prompt": "a fox"})
    handle.cancel()
    return {"cancelled": True}


STORIES: dict[str, Callable[[], dict[str, Any]]] = {
    "subscribed": subscribed,
    "submitted": submitted,
    "cancelled": cancelled,
    "unknown": lambda: refused("fal-ai/nothing", prompt="a fox"),
    "incomplete": lambda: refused("fal-ai/flux-pro/kontext", prompt="a fox"),
    "moderated": lambda: refused("fal-ai/flux/dev", prompt="something moderated"),
    "broken": lambda: refused("fal-ai/flux/dev", prompt="a failing task"),
}

if __name__ == "__main__":
    json.dump({name: STORIES[name]() for name in STORIES}, sys.stdout)
