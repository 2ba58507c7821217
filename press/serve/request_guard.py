"""Who asks, and by which name -> whether the preview answers. Pure.

A page of another site can make a browser ask us, under our name (DNS rebinding: under its own name for our
address). What stands in drafts is nobody's business: the name must be one of ours, the page that asks one of ours.
https://fetch.spec.whatwg.org/#origin-header, https://www.w3.org/TR/fetch-metadata/
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
ANYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - to tell them apart, not to listen there
MISDIRECTED, FORBIDDEN, NOT_ALLOWED = 421, 403, 405


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What of a request decides: method, all Host headers, and the headers in which browsers say who asks."""

    method: str
    hosts: tuple[str, ...]
    origin: str | None = None
    site: str = ""
    destination: str = ""
    referer: str = ""


@dataclass(frozen=True, slots=True)
class RequestGuard:
    """The names (with port where it is written) and origins that are ours."""

    hosts: frozenset[str]
    origins: frozenset[str]

    def refusal(self, asked: RequestFacts) -> int:
        """Return the status to refuse a request with, or 0."""
        if len(asked.hosts) != 1 or asked.hosts[0].lower() not in self.hosts:
            return MISDIRECTED
        if asked.method not in {"GET", "HEAD"}:
            return NOT_ALLOWED
        if asked.origin is not None and asked.origin.lower() not in self.origins:
            return FORBIDDEN
        # A link from elsewhere may open a page; nothing from elsewhere may use one.
        if asked.site in {"cross-site", "same-site"} and asked.destination != "document":
            return FORBIDDEN
        return 0

    def is_own(self, asked: RequestFacts) -> bool:
        """Whether a page of ours asks: the browser says so in one of three ways."""
        if asked.site:
            return asked.site == "same-origin"
        return (asked.origin or _origin_of(asked.referer)).lower() in self.origins


def make_request_guard(host: str, port: int, further: Iterable[str]) -> RequestGuard:
    """Return the gate of a server at `host` and `port`; `further` names may carry a port, or stand for any proxy."""
    names = {*LOOPBACK} if host in ANYWHERE else {*LOOPBACK, _as_host(host)}
    hosts = {f"{name}:{port}" for name in names} | (names if port == 80 else set())
    origins = {f"http://{name}" for name in hosts}
    for name in further:
        written = name.lower()
        ports = {written} if urlsplit(f"//{written}").port else {written, f"{written}:{port}"}
        hosts |= ports
        origins |= {f"{scheme}://{one}" for one in ports for scheme in ("http", "https")}
    return RequestGuard(frozenset(host.lower() for host in hosts), frozenset(origin.lower() for origin in origins))


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server at `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _as_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
