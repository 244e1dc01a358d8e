"""The gateway as an ASGI application: new-api's paths, answered from resources/demo."""

import asyncio
import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from app.demo import account
from app.demo.answers import Library, language_of
from app.demo.asgi import Application, Message, Receive, Scope, Send
from app.demo.charges import Charges
from app.demo.chat import Answer, choose, completion, events
from app.demo.chat_request import ChatCall, read_call
from app.demo.chat_tools import tool_call_of
from app.demo.drawing.pictures import PICTURES, draw
from app.demo.failures import Refusal, invalid_address, invalid_request, no_channel
from app.demo.faults import FaultInjector, Faults
from app.demo.film.chat import ChatFilms
from app.demo.film.families import film_routes
from app.demo.film.models import FilmModel, FilmModels
from app.demo.image.chat_pictures import ChatPictures
from app.demo.image.families import picture_routes
from app.demo.image.models import ImageModel, ImageModels
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds, check_key
from app.demo.ledger import Ledger, Rate
from app.demo.media_shelf import MediaShelf
from app.demo.meter import Meter
from app.demo.models import DemoModel, load_models
from app.demo.native.routes import native_routes
from app.demo.native.speaker import Speaker
from app.demo.pace import Pace
from app.demo.recording import OnRequest, Recorder
from app.demo.specialists import SKILLS, Specialists
from app.demo.task_shelf import TaskShelf
from app.demo.user_account import UserAccount
from app.demo.vision import Eyes


def make_gateway(
    folder: Path,
    pace: Pace,
    faults: Faults,
    on_request: OnRequest | None = None,
    charges: Charges | None = None,
    ledger: Ledger | None = None,
) -> Application:
    """The whole application: requests are recorded, then faults strike, then the gateway answers."""
    ledger = ledger or Ledger()
    gateway = _Gateway(folder, pace, charges or Charges(), ledger)
    metered = Meter(_application(gateway), ledger, gateway.rate_of)
    application = FaultInjector(_Numbered(metered), faults)
    return application if on_request is None else Recorder(application, on_request)


class _Gateway:
    """The answers of every path."""

    def __init__(self, folder: Path, pace: Pace, charges: Charges, ledger: Ledger) -> None:
        self._ledger = ledger
        self.accounts = UserAccount(ledger)
        self._models = load_models(folder)
        self._image_models = ImageModels(folder)
        self._film_models = FilmModels(folder)
        self.workshop = Workshop(folder, self._image_models, pace, MediaShelf(), TaskShelf(pace), charges)
        self._library = Library(folder)
        self._console = (folder / "console.html").read_text("utf-8")
        self._eyes = Eyes(folder, self._library)
        self._speaker = Speaker(folder, self._library, self._eyes)
        self._specialists = Specialists(self._library, self._eyes)
        self._chat_pictures = ChatPictures(self.workshop, self._eyes)
        self._chat_films = ChatFilms(self.workshop)
        self.native = native_routes(folder, self._models, self._library, self._eyes, self.workshop)
        self._pace = pace
        self._ids = itertools.count(1)

    async def console(self, request: Request) -> Response:
        return self.console_page()

    def console_page(self) -> Response:
        """What a browser is shown, and whoever takes the web address for the address of the interface."""
        return HTMLResponse(self._console)

    async def models(self, request: Request) -> Response:
        _key(request)
        models: tuple[DemoModel | ImageModel | FilmModel, ...]
        models = (*self._models.values(), *self._image_models.all, *self._film_models.all)
        rows = [model.listed() for model in models]
        return JSONResponse({"object": "list", "data": rows, "success": True})

    async def model(self, request: Request) -> Response:
        _key(request)
        name = request.path_params["name"]
        model: DemoModel | ImageModel | FilmModel | None
        model = self._models.get(name) or self._image_models.named(name) or self._film_models.named(name)
        if model is None:
            raise no_channel(name)
        return JSONResponse(model.listed())

    async def chat(self, request: Request) -> Response:
        key, body = _key(request), await _json(request)
        if self._chat_films.makes(body):
            return await self._chat_films.answer(body, request)
        if self._chat_pictures.draws(body):
            return await self._chat_pictures.answer(body, request)
        call = read_call(body, self._models)
        check_funds(key)
        choices = choose(call, await self._answers(call, body, request))
        completion_id = f"chatcmpl-demo-{next(self._ids)}"
        rate = call.model.tokens_per_second
        if call.stream:
            stream = self._pace.spread(events(call, choices, completion_id), rate * call.choices)
            return StreamingResponse(
                stream, media_type="text/event-stream", headers={"Cache-Control": "no-cache"}
            )
        await self._pace.think(sum(choice.tokens for choice in choices), rate)
        return JSONResponse(completion(call, choices, completion_id))

    async def _answers(self, call: ChatCall, body: dict[str, Any], request: Request) -> list[Answer]:
        language = language_of(call, request.headers.get("accept-language", ""))
        host = request.headers.get("host", "")
        told = tool_call_of(body, call)
        if call.model.skill in SKILLS:
            answer = await asyncio.to_thread(self._specialists.answer, call, language, host)
        elif told is not None:
            reply = await asyncio.to_thread(self._speaker.reply, told, language, host)
            answer = Answer(reply.text, reply.reasoning, reply.calls, reply.sources)
        elif call.model.sees and call.question.pictures:
            answer = await asyncio.to_thread(self._eyes.answer, call, language, host)
        else:
            answer = self._library.answer(call, language)
        return [self._variant(answer, index, call, language) for index in range(call.choices)]

    def _variant(self, answer: Answer, index: int, call: ChatCall, language: str) -> Answer:
        """Several answers to one question differ in their first line, so that they can be told apart."""
        if call.choices == 1 or call.format != "text":
            return answer
        heading = self._library.text("variant", language).format(number=index + 1, count=call.choices)
        return replace(answer, content=f"{heading}\n\n{answer.content}")

    async def picture(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in PICTURES:
            raise invalid_address(request.method, request.url.path)
        return Response(await asyncio.to_thread(draw, name), media_type="image/png")

    async def token_usage(self, request: Request) -> Response:
        return JSONResponse(account.token_usage(_key(request), self._ledger))

    async def subscription(self, request: Request) -> Response:
        return JSONResponse(account.subscription(_key(request)))

    async def usage(self, request: Request) -> Response:
        return JSONResponse(account.usage(_key(request), self._ledger))

    async def token_log(self, request: Request) -> Response:
        return JSONResponse(account.token_log(_key(request), self._ledger))

    def rate_of(self, name: str) -> Rate | None:
        """How a model is charged, as the price list says."""
        words = self._models.get(name)
        if words is not None:
            return Rate(words.ratio, words.completion_ratio)
        media: ImageModel | FilmModel | None = self._image_models.named(name) or self._film_models.named(name)
        return Rate(model_price=media.price) if media else None

    async def status(self, request: Request) -> Response:
        return JSONResponse(account.status(str(request.base_url).rstrip("/")))

    async def pricing(self, request: Request) -> Response:
        media: tuple[ImageModel | FilmModel, ...] = (*self._image_models.all, *self._film_models.all)
        return JSONResponse(account.pricing(tuple(self._models.values()), media))


def _application(gateway: _Gateway) -> Starlette:
    application = Starlette(
        routes=[
            Route("/", gateway.console),
            Route("/v1/models", gateway.models),
            Route("/v1/models/{name:path}", gateway.model),
            Route("/v1/chat/completions", gateway.chat, methods=["POST"]),
            Route("/v1/dashboard/billing/subscription", gateway.subscription),
            Route("/v1/dashboard/billing/usage", gateway.usage),
            Route("/dashboard/billing/subscription", gateway.subscription),
            Route("/dashboard/billing/usage", gateway.usage),
            Route("/api/usage/token/", gateway.token_usage),
            Route("/api/log/token", gateway.token_log),
            Route("/api/status", gateway.status),
            Route("/api/pricing", gateway.pricing),
            Route("/demo/pictures/{name}.png", gateway.picture),
            *gateway.accounts.routes(),
            *gateway.native,
            *film_routes(gateway.workshop),
            *picture_routes(gateway.workshop),
        ],
        exception_handlers={Refusal: _refuse, HTTPException: _no_such_path},
    )
    application.state.gateway = gateway
    return application


class _Numbered:
    """Gives every request an id, which new-api writes into a header and into its error texts."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._numbers = itertools.count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = f"demo{next(self._numbers):08d}"
        scope["state"]["request_id"] = request_id

        async def send_numbered(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-oneapi-request-id", request_id.encode())]
            await send(message)

        await self._application(scope, receive, send_numbered)


def _key(request: Request) -> str:
    return check_key(request.headers.get("authorization", ""))


async def _json(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise invalid_request("unexpected end of JSON input") from error


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return JSONResponse(error.body(request.state.request_id), error.status, error.headers)


async def _no_such_path(request: Request, error: Exception) -> Response:
    """new-api answers an unknown path with its web page, unless it is a path of its interface."""
    path = request.url.path
    if path.startswith(("/v1", "/api")):
        return await _refuse(request, invalid_address(request.method, path))
    gateway: _Gateway = request.app.state.gateway
    return gateway.console_page()
