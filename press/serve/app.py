"""Board + Gate -> the web application: what the last good build made, as its host will serve it, and the news."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from press.model.media_types import content_type
from press.serve.bodies import Opened, chunks, open_file, page_key, range_of, with_script
from press.serve.header_rules import allowing_reload
from press.serve.request_guard import FORBIDDEN, MISDIRECTED, NOT_ALLOWED, RequestFacts, RequestGuard
from press.serve.screens import OWN, SERVED, Screens, news
from press.serve.snapshot import NOT_FOUND, Answer, Snapshot, answer_for
from press.serve.state import State, StateHolder
from press.serve.streams import Streams

ALWAYS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
    "cross-origin-resource-policy": "same-origin",
}
OWN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
POLICY = "content-security-policy"
PATIENCE = 5.0  # seconds that a request waits for the build that has just taken its file away
WORDS = {
    MISDIRECTED: "The preview does not answer to this name. Start it with --allow-host NAME.\n",
    FORBIDDEN: "The preview answers to its own pages only.\n",
    NOT_ALLOWED: "The preview answers to GET and HEAD.\n",
    400: "This is no address.\n",
    404: "There is nothing here.\n",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """The application. `missing` is told when a file of the snapshot is not there although nothing is being built."""

    state_holder: StateHolder
    request_guard: RequestGuard
    screens: Screens
    folder: str
    own: Mapping[str, bytes]
    missing: Callable[[], None]
    streams: Streams = field(default_factory=Streams)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (https://asgi.readthedocs.io/en/latest/specs/www.html)."""
        if scope["type"] == "http":
            response = await self._response(Request(scope, receive))
            await response(scope, receive, send)

    async def _response(self, request: Request) -> ASGIApp:
        asked = _asked(request)
        status = self.request_guard.refusal(asked)
        if status:
            return _plain(status)
        path = _path_of(request)
        if path is None:
            return _plain(400)
        if not path.startswith(OWN):
            return await self._site(path, request)
        name = path.removeprefix(OWN)
        if name in self.own:
            return Response(self.own[name], media_type=SERVED[name], headers={**ALWAYS, POLICY: OWN_POLICY})
        answer = self._own_answers().get(name)
        if answer is None:
            return _plain(404)
        return await answer(request) if self.request_guard.is_own(asked) else _plain(FORBIDDEN)

    def _own_answers(self) -> Mapping[str, Callable[[Request], Awaitable[ASGIApp]]]:
        return {"events": self._events, "state": self._state, "problems": self._problems}

    async def _site(self, path: str, request: Request) -> ASGIApp:
        """Answer with what was built; wait where a build is just putting another file in the place."""
        for _ in range(3):
            state = self.state_holder.state
            if state.snapshot is None:
                page = self.screens.page(state.failure, self._key(state, path))
                return Response(page, 503, {**ALWAYS, POLICY: OWN_POLICY}, "text/html; charset=utf-8")
            answer = answer_for(path, state.snapshot, request.url.query)
            if answer.location:
                return Response(status_code=answer.status, headers={**ALWAYS, "location": answer.location})
            opened = open_file(self.folder, answer.file, state.snapshot) if answer.file else None
            if opened:
                return self._file(answer, opened, path, request, state.snapshot)
            if not answer.file:
                break
            if not state.building:
                self.missing()
            await self.state_holder.changed(PATIENCE)
        return _plain(404)

    def _file(self, answer: Answer, opened: Opened, path: str, request: Request, snapshot: Snapshot) -> ASGIApp:
        headers = {"content-type": content_type(answer.file), **snapshot.headers_at(path), **ALWAYS}
        if POLICY in headers:
            headers[POLICY] = allowing_reload(headers[POLICY])
        if headers["content-type"].startswith("text/html"):
            with opened.file as file:
                page = file.read()
            tag = self.screens.tag(page_key(answer.status, page))
            return Response(with_script(page, tag.encode()), answer.status, headers)
        wanted = range_of(request.headers.get("range", ""), opened.size)
        headers["accept-ranges"] = "bytes"
        if wanted is None:
            opened.file.close()
            return Response(status_code=416, headers={**headers, "content-range": f"bytes */{opened.size}"})
        status = answer.status
        if len(wanted) < opened.size and status == 200:
            status = 206
            headers["content-range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{opened.size}"
        headers["content-length"] = str(len(wanted))
        if request.method == "HEAD":
            opened.file.close()
            return Response(status_code=status, headers=headers)
        return StreamingResponse(chunks(opened, wanted), status, headers)

    async def _state(self, request: Request) -> ASGIApp:
        return Response(self._news(request), media_type="application/json", headers=ALWAYS)

    async def _problems(self, _request: Request) -> ASGIApp:
        state = self.state_holder.state
        text = self.screens.problems(state.failure, has_pages=state.snapshot is not None) if state.failure else ""
        return Response(text, media_type="text/html; charset=utf-8", headers={**ALWAYS, POLICY: OWN_POLICY})

    async def _events(self, request: Request) -> ASGIApp:
        client = request.client.host if request.client else ""
        headers = {**ALWAYS, "x-accel-buffering": "no"}
        body: AsyncIterator[str] = self.streams.listen(client, lambda: self._news(request), self.state_holder)
        return StreamingResponse(body, media_type="text/event-stream", headers=headers)

    def _news(self, request: Request) -> str:
        state = self.state_holder.state
        path = request.query_params.get("page", "/")
        styles = state.snapshot.styles if state.snapshot else {}
        return news(self._key(state, unquote(path)), styles, state.problems)

    def _key(self, state: State, path: str) -> str:
        """Return the key of the page that stands at an address now, as its script's tag carries it."""
        if state.snapshot is None:
            return f"nothing {state.problems}"
        answer = answer_for(path, state.snapshot)
        opened = open_file(self.folder, answer.file or NOT_FOUND, state.snapshot)
        if not opened:
            return ""
        with opened.file as file:
            return page_key(answer.status, file.read())


def _asked(request: Request) -> RequestFacts:
    headers = request.headers
    return RequestFacts(
        method=request.method,
        hosts=tuple(headers.getlist("host")),
        origin=headers.get("origin"),
        site=headers.get("sec-fetch-site", ""),
        destination=headers.get("sec-fetch-dest", ""),
        referer=headers.get("referer", ""),
    )


def _path_of(request: Request) -> str | None:
    """The path as it was asked for, decoded once; None where it is no path or no text."""
    try:
        path = unquote(request.scope["raw_path"].decode("ascii"), errors="strict")
    except UnicodeDecodeError:
        return None
    return path if path.startswith("/") else None


def _plain(status: int) -> ASGIApp:
    return PlainTextResponse(WORDS[status], status, headers={**ALWAYS, POLICY: OWN_POLICY})
