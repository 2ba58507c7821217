"""Address in a built file -> what answers for it: a file of the section, another site, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_address
from typing import Literal
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from press.check.facts import SiteFacts

TEMPLATE = "{{"  # of another program: a text that came from there shows it to every reader
_WEB = frozenset({"http", "https"})
_RUNS = frozenset({"javascript", "vbscript", "file"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address leads to. `path`: the file, or the path where one was looked for. `url`: the whole address.

    file: it is there. missing: it should be. outside: below the section's domain, not its path. other: mailto and
    the like. bad: no reader can follow it; `path` says why.
    """

    kind: Literal["file", "missing", "outside", "external", "other", "bad"]
    path: str = ""
    fragment: str = ""
    url: str = ""


class Lookup:
    """Finds what answers for addresses; remembers what it found, since menus stand on every page."""

    def __init__(self, site: SiteFacts) -> None:
        self.site = site
        self._own = urlsplit(site.origin).netloc.lower()
        self._known: dict[tuple[str, str], Answer] = {}
        self._named: dict[str, list[str]] = {}
        self._beside: dict[str, list[str]] = {}

    def find(self, address: str, here: str) -> Answer:
        """Return what `address` leads to when it stands in the file `here`."""
        key = ("" if address.startswith(("/", "http:", "https:")) else here, address)
        answer = self._known.get(key)
        if answer is None:
            answer = self._known[key] = self._find(address.strip(), here)
        return answer

    def home_of(self, path: str) -> str:
        """Return the whole address at which a file stands."""
        shown = path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path
        return self.site.origin + quote(self.site.base + shown)

    def nearest(self, path: str) -> str:
        """Return the address of what was probably meant by a path where nothing is, "" when nothing is like it.

        Pieces move and keep their names; or a name beside it is written nearly so.
        """
        if not self._named:
            for each in self.site.paths:
                self._named.setdefault(_split(each)[1], []).append(each)
                self._beside.setdefault(_split(each)[0], []).append(_split(each)[1])
        folder, name = _split(path)
        moved = self._named.get(name, [])
        if len(moved) == 1 and name:
            return self.site.base + moved[0].removesuffix("index.html")
        for near in get_close_matches(name, self._beside.get(folder, []), 1):
            found = next(each for each in self._named[near] if _split(each)[0] == folder)
            return self.site.base + found.removesuffix("index.html")
        return ""

    def _find(self, address: str, here: str) -> Answer:
        try:
            parts = urlsplit(urljoin(self.home_of(here), address))
            host = parts.hostname or ""
        except ValueError:
            return Answer("bad", "it is no address")
        if parts.scheme in _RUNS:
            return Answer("bad", "it works on no reader's machine")
        if parts.scheme not in _WEB:
            return Answer("other")
        if parts.netloc.lower() == self._own:
            return self._inside(parts)
        if is_loopback(host):
            return Answer("bad", "it leads to the reader's own machine")
        return Answer("external", url=parts._replace(fragment="").geturl())

    def _inside(self, parts: SplitResult) -> Answer:
        site, path = self.site, unquote(parts.path) or "/"
        fragment = unquote(parts.fragment.partition(":~:")[0])  # a text fragment is the browser's business
        below = path.removeprefix(site.base) if path.startswith(site.base) else None
        if path + "/" == site.base:
            below = ""
        if below is not None:
            for file in _files_of(below):
                if file in site.paths:
                    return Answer("file", file, fragment)
        if path in site.redirects:
            return Answer("file")
        if below is None:
            return Answer("outside", path, url=parts._replace(fragment="").geturl())
        return Answer("missing", _files_of(below)[0])


def _split(path: str) -> tuple[str, str]:
    """Folder and name of what stands at a path: `a/b/index.html` is called b."""
    folder, _, name = path.removesuffix("/index.html").rpartition("/")
    return folder, name


def _files_of(below: str) -> tuple[str, ...]:
    """The files that may answer for a path: hosts add the slash that a folder's address lacks."""
    return (f"{below}index.html",) if below.endswith("/") or not below else (below, f"{below}/index.html")


def is_loopback(host: str) -> bool:
    """Whether a host is the machine itself."""
    if host.rstrip(".") == "localhost" or host.endswith(".localhost"):
        return True
    try:
        found = ip_address(host)
    except ValueError:
        return False
    return found.is_loopback or found.is_unspecified
