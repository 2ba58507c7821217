"""Addresses of other sites -> what became of them. The door to the network: few requests at once, and slow ones.

robots.txt is not asked: it speaks to crawlers that follow links by themselves (RFC 9309), and here one address is
asked for that a writer has put into a text, as a reader's click would.
"""

from __future__ import annotations

import json
import ssl
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO, Literal, cast
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener

from press.model.cache import Cache

State = Literal["ok", "moved", "dead", "failing", "blocked"]
_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WRONG = 400  # the first status that says no
# What sites answer to programs, whatever a browser would get: says nothing of the page. 999 is one network's own.
_TO_PROGRAMS = frozenset({401, 403, 405, 406, 429, 451, 501, 999})
_SERVER = 500
_DAYS = 86_400.0


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """What became of an address. `detail`: the status or fault in words; `now_at`: where a permanent redirect leads.

    withheld: the site would not tell a program. failing: it may work again tomorrow.
    """

    url: str
    state: State
    detail: str = ""
    now_at: str = ""


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """How to ask. `spacing`, `patience` and `pause` in seconds: between two requests to a host, for an answer, and
    before the first of `retries`; `keep_days`: how long a good answer is believed; `agent` names who asks.
    """

    agent: str
    at_once: int = 8
    spacing: float = 1.0
    patience: float = 15.0
    pause: float = 2.0
    retries: int = 2
    redirects: int = 5
    keep_days: float = 7.0


def try_links(urls: Iterable[str], crawl_options: CrawlOptions, cache: Cache, now: float) -> tuple[LinkStatus, ...]:
    """Ask for each address once, or recall what an earlier run was told; sorted by address. `now`: seconds since 1970.

    Good answers are kept for `keep_days`, "not found" for one day; what failed is asked again each time.
    """
    found: dict[str, LinkStatus] = {}
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in sorted(set(urls)):
        kept = _recalled(url, cache, now, crawl_options)
        if kept:
            found[url] = kept
        else:
            hosts[urlsplit(url).netloc].append(url)
    for link_status in _ask_all(hosts, crawl_options):
        found[link_status.url] = link_status
        cache.put(
            _key(link_status.url), json.dumps([now, link_status.state, link_status.detail, link_status.now_at]).encode()
        )
    return tuple(found[url] for url in sorted(found))


def _ask_all(hosts: Mapping[str, Sequence[str]], crawl_options: CrawlOptions) -> Iterator[LinkStatus]:
    """Ask several hosts at once, each of them one question at a time."""
    stop = threading.Event()
    with ThreadPoolExecutor(crawl_options.at_once) as pool:
        jobs = [pool.submit(_ask_host, urls, crawl_options, stop) for urls in hosts.values()]
        try:
            for job in as_completed(jobs):
                yield from job.result()
        finally:
            stop.set()  # after Ctrl+C nobody waits for the rest
            pool.shutdown(wait=False, cancel_futures=True)


def _ask_host(urls: Sequence[str], crawl_options: CrawlOptions, stop: threading.Event) -> list[LinkStatus]:
    opener = build_opener(_Stay(), HTTPSHandler(context=ssl.create_default_context()))
    link_statuses: list[LinkStatus] = []
    silent = 0
    for url in urls:
        if stop.is_set():
            break
        if silent > 1:  # two in a row got no answer at all: the others need not wait for the same
            link_statuses.append(LinkStatus(url, "failing", link_statuses[-1].detail))
            continue
        link_status = _Asking(opener, crawl_options, stop).status_of(url)
        silent = silent + 1 if link_status.state == "failing" and not link_status.detail[:1].isdigit() else 0
        link_statuses.append(link_status)
    return link_statuses


class _Stay(HTTPRedirectHandler):
    """Hands redirects back instead of following them, so that each step can be judged."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Follow nothing."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """One address and its redirects."""

    opener: OpenerDirector
    crawl_options: CrawlOptions
    stop: threading.Event

    def status_of(self, url: str) -> LinkStatus:
        """Ask, follow redirects, and judge."""
        try:
            return self._followed(url)
        except ValueError as fault:  # an address, here or in a redirect, that is none
            return LinkStatus(url, "dead", str(fault))

    def _followed(self, url: str) -> LinkStatus:
        at, permanent, seen = _as_sent(url), True, {_as_sent(url)}
        for _ in range(self.crawl_options.redirects + 1):
            status, location = self._answer(at)
            if status not in _REDIRECTS or not location:
                return self._judged(url, at if permanent and len(seen) > 1 else url, status, location)
            permanent = permanent and status in _PERMANENT
            at = _as_sent(urljoin(at, location))
            if at in seen or not at.startswith(("http://", "https://")):
                break
            seen.add(at)
        return LinkStatus(url, "dead", "it is redirected in a circle, or to no page")

    def _judged(self, url: str, at: str, status: int, fault: str) -> LinkStatus:
        if not status:
            return LinkStatus(url, "failing", fault)
        if status in _TO_PROGRAMS:
            return LinkStatus(url, "blocked", str(status))
        if status >= _WRONG:
            return LinkStatus(url, "failing" if status >= _SERVER else "dead", str(status))
        return LinkStatus(url, "moved", "", at) if at != url else LinkStatus(url, "ok")

    def _answer(self, url: str) -> tuple[int, str]:
        """Return status and Location; HEAD first, GET where that says no; (0, words) where nothing answers."""
        answer = (0, "")
        for attempt in range(self.crawl_options.retries + 1):
            if attempt:
                self.stop.wait(self.crawl_options.pause * 2 ** (attempt - 1))
            answer = self._once(url, "HEAD")
            if answer[0] >= _WRONG:  # some servers know no HEAD, and say so in many ways
                answer = self._once(url, "GET")
            if 0 < answer[0] < _SERVER or answer[0] in _TO_PROGRAMS or self.stop.is_set():
                break
        return answer

    def _once(self, url: str, method: str) -> tuple[int, str]:
        headers = {"User-Agent": self.crawl_options.agent, "Accept": "text/html,*/*;q=0.8"}
        try:
            request = Request(url, method=method, headers=headers)  # noqa: S310 - only http(s) comes here
            with closing(self.opener.open(request, timeout=self.crawl_options.patience)) as answer:
                return answer.status, ""
        except HTTPError as answer:
            with closing(answer):
                return answer.code, answer.headers.get("Location", "") if answer.code in _REDIRECTS else ""
        except URLError as fault:
            return 0, _in_words(fault.reason)
        except (OSError, HTTPException, ValueError) as fault:
            return 0, _in_words(fault)
        finally:
            self.stop.wait(self.crawl_options.spacing)


def _as_sent(url: str) -> str:
    """An address in the letters of RFC 3986, which is all that may be sent."""
    parts = urlsplit(url)
    if not parts.netloc.isascii():
        parts = parts._replace(netloc=parts.netloc.encode("idna").decode("ascii"))
    return quote(parts.geturl(), safe="%/:=&?~#+!$,;'@()*[]")


def _in_words(fault: object) -> str:
    if isinstance(fault, TimeoutError):
        return "no answer in time"
    if isinstance(fault, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({fault.verify_message})"
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror.lower()
    return str(fault) or type(fault).__name__


def _recalled(url: str, cache: Cache, now: float, crawl_options: CrawlOptions) -> LinkStatus | None:
    kept = cache.get(_key(url))
    if kept is None:
        return None
    asked, state, detail, now_at = json.loads(kept)
    days = {
        "ok": crawl_options.keep_days,
        "moved": crawl_options.keep_days,
        "blocked": crawl_options.keep_days,
        "dead": 1.0,
    }
    if not 0 <= now - asked < days.get(state, 0.0) * _DAYS:
        return None
    return LinkStatus(url, cast("State", state), detail, now_at)


def _key(url: str) -> str:
    return f"link:{url}"
