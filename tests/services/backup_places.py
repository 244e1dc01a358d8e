"""A WebDAV server and a bucket on the loopback, which know their formats well enough to refuse mistakes."""

import base64
import hashlib
import hmac
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit

USER, SECRET = "somebody", "s3cret-canary-pass"
BUCKET, REGION = "studio-bucket", "eu-test-1"


@dataclass
class Place:
    """What lies there, and what goes wrong next."""

    files: dict[str, bytes] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    refuse: dict[str, int] = field(default_factory=dict)
    """Method → the status that it gets."""
    spoiled: bool = False
    """Whether what is stored is another content."""
    uploads: dict[str, dict[int, bytes]] = field(default_factory=dict)
    url: str = ""

    def store(self, name: str, data: bytes) -> None:
        """Keep a file."""
        self.files[name] = data[::-1] if self.spoiled else data


class _Handler(BaseHTTPRequestHandler):
    """What both servers share."""

    protocol_version = "HTTP/1.1"
    place: Place

    def log_message(self, *words: object) -> None:
        """Be quiet."""

    @property
    def name(self) -> str:
        return unquote(urlsplit(self.path).path)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def dispatch(self) -> None:
        data = self.body()
        self.place.asked.append(f"{self.command} {self.path}")
        if not self.is_allowed(data):
            self.answer(403 if "AWS4" in (self.headers.get("Authorization") or "") else 401)
        elif status := self.place.refuse.get(self.command):
            self.answer(status, b"no")
        else:
            self.serve(data)

    def is_allowed(self, data: bytes) -> bool:
        raise NotImplementedError

    def serve(self, data: bytes) -> None:
        raise NotImplementedError

    do_GET = do_PUT = do_POST = do_DELETE = do_PROPFIND = do_MKCOL = do_MOVE = do_HEAD = do_OPTIONS = dispatch


class _Webdav(_Handler):
    """As much of RFC 4918 as a back-up wants."""

    def is_allowed(self, data: bytes) -> bool:
        wanted = base64.b64encode(f"{USER}:{SECRET}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {wanted}"

    def serve(self, data: bytes) -> None:
        place, name = self.place, self.name
        folder = name.rstrip("/")
        match self.command:
            case "PROPFIND" if folder in place.folders:
                inside = [one for one in place.files if one.rpartition("/")[0] == folder]
                rows = [_response(f"{folder}/", None), *(_response(one, place.files[one]) for one in inside)]
                text = f'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">{"".join(rows)}</d:multistatus>'
                self.answer(207, text.encode(), Content_Type="application/xml")
            case "PROPFIND" if name in place.files:
                text = f'<d:multistatus xmlns:d="DAV:">{_response(name, place.files[name])}</d:multistatus>'
                self.answer(207, text.encode(), Content_Type="application/xml")
            case "MKCOL":
                place.folders.add(folder)
                self.answer(201)
            case "PUT" if name.rpartition("/")[0] in place.folders:
                place.store(name, data)
                self.answer(201)
            case "PUT":
                self.answer(409)
            case "MOVE" if name in place.files:
                place.files[unquote(urlsplit(self.headers["Destination"]).path)] = place.files.pop(name)
                self.answer(201)
            case "GET" if name in place.files:
                self.answer(200, place.files[name])
            case "DELETE" if name in place.files:
                del place.files[name]
                self.answer(204)
            case _:
                self.answer(404)


def _response(name: str, data: bytes | None) -> str:
    kind = "<d:collection/>" if data is None else ""
    length = f"<d:getcontentlength>{len(data)}</d:getcontentlength>" if data is not None else ""
    properties = f"<d:prop><d:resourcetype>{kind}</d:resourcetype>{length}</d:prop>"
    status = "<d:status>HTTP/1.1 200 OK</d:status>"
    found = f"<d:propstat>{properties}{status}</d:propstat>"
    return f"<d:response><d:href>{quote(name)}</d:href>{found}</d:response>"


class _S3(_Handler):
    """A bucket, path style; every request is refused whose signature is not what the specification says."""

    def is_allowed(self, data: bytes) -> bool:
        told = self.headers.get("Authorization") or ""
        return bool(told) and told == self._signature(told, data)

    def _signature(self, told: str, data: bytes) -> str:
        """Signature version 4, from AWS's description of it."""
        names = told.partition("SignedHeaders=")[2].partition(",")[0].split(";")
        parts = urlsplit(self.path)
        query = sorted(
            (quote(name, safe="-_.~"), quote(value, safe="-_.~"))
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        )
        digest = hashlib.sha256(data).hexdigest()
        if self.headers.get("x-amz-content-sha256") != digest or "host" not in names:
            return ""
        canonical = "\n".join(
            [
                self.command,
                quote(unquote(parts.path), safe="/-_.~"),
                "&".join(f"{name}={value}" for name, value in query),
                "".join(f"{name}:{(self.headers.get(name) or '').strip()}\n" for name in names),
                ";".join(names),
                digest,
            ]
        )
        moment = self.headers["x-amz-date"]
        scope = f"{moment[:8]}/{REGION}/s3/aws4_request"
        hashed = hashlib.sha256(canonical.encode()).hexdigest()
        key = f"AWS4{SECRET}".encode()
        for word in (moment[:8], REGION, "s3", "aws4_request"):
            key = hmac.new(key, word.encode(), hashlib.sha256).digest()
        text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashed}"
        signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
        return (
            f"AWS4-HMAC-SHA256 Credential={USER}/{scope}, "
            f"SignedHeaders={';'.join(names)}, Signature={signature}"
        )

    def serve(self, data: bytes) -> None:
        query = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        bucket, _, name = self.name.lstrip("/").partition("/")
        place = self.place
        if bucket != BUCKET:
            self.answer(404, b"<Error><Code>NoSuchBucket</Code></Error>")
        elif self.command == "GET" and not name:
            self._list(query)
        elif "uploads" in query:
            upload = f"upload-{len(place.uploads)}"
            place.uploads[upload] = {}
            self._xml("InitiateMultipartUploadResult", f"<UploadId>{upload}</UploadId>")
        elif "uploadId" in query:
            self._part(query, name, data)
        elif self.command == "PUT":
            place.store(name, data)
            self.answer(200, ETag='"x"')
        elif name not in place.files:
            self.answer(404)
        elif self.command == "GET":
            self.answer(200, place.files[name])
        else:
            del place.files[name]
            self.answer(204)

    def _part(self, query: dict[str, str], name: str, data: bytes) -> None:
        parts = self.place.uploads[query["uploadId"]]
        if self.command == "PUT":
            parts[int(query["partNumber"])] = data
            self.answer(200, ETag=f'"part-{query["partNumber"]}"')
        elif self.command == "DELETE":
            del self.place.uploads[query["uploadId"]]
            self.answer(204)
        else:
            assert data.count(b"<PartNumber>") == len(parts)
            self.place.store(name, b"".join(parts[number] for number in sorted(parts)))
            del self.place.uploads[query["uploadId"]]
            self._xml("CompleteMultipartUploadResult", f"<Key>{name}</Key>")

    def _list(self, query: dict[str, str]) -> None:
        """Two names a page, so that somebody has to turn it."""
        names = sorted(name for name in self.place.files if name.startswith(query.get("prefix", "")))
        start = int(query.get("continuation-token") or 0)
        page = names[start : start + 2]
        rows = "".join(
            f"<Contents><Key>{name}</Key><Size>{len(self.place.files[name])}</Size></Contents>"
            for name in page
        )
        more = start + 2 < len(names)
        token = f"<NextContinuationToken>{start + 2}</NextContinuationToken>" if more else ""
        self._xml("ListBucketResult", f"{rows}{token}")

    def _xml(self, name: str, content: str) -> None:
        text = f'<{name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{content}</{name}>'
        self.answer(200, text.encode(), Content_Type="application/xml")


@contextmanager
def _serving(handler: type[_Handler]) -> Iterator[Place]:
    place = Place()
    bound = type("Bound", (handler,), {"place": place})
    server = ThreadingHTTPServer(("127.0.0.1", 0), bound)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    place.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield place
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def webdav() -> AbstractContextManager[Place]:
    """A WebDAV server."""
    return _serving(_Webdav)


def s3() -> AbstractContextManager[Place]:
    """An S3-like service."""
    return _serving(_S3)
