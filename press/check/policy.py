"""Page + its content policy -> a finding for each script, style, picture or frame that browsers will not load.

https://www.w3.org/TR/CSP3/: a source list is matched by scheme, host and `'self'`; paths are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urljoin, urlsplit

from press.check.facts import Finding
from press.check.page import Inline, Page

_DIRECTIVES: Mapping[str, str] = {
    "script": "script-src",
    "style": "style-src",
    "img": "img-src",
    "iframe": "frame-src",
    "audio": "media-src",
    "video": "media-src",
    "source": "media-src",
    "track": "media-src",
    "embed": "object-src",
    "object": "object-src",
    "stylesheet": "style-src",
    "form": "form-action",
}
_FALLBACK: Mapping[str, str] = {"frame-src": "child-src"}
_NO_FALLBACK = frozenset({"form-action"})
_SHOWN = 60  # letters of an inline text in a message
_NETWORK = frozenset({"http", "https"})


def policy_findings(page: Page, path: str, url: str) -> Iterator[Finding]:
    """Yield what the policy in a page's head forbids of it; `url` is the whole address of the page."""
    policy = _parsed(page.policy)
    if not policy:
        return
    for inline in page.inline:
        sources = _sources(policy, _DIRECTIVES[inline.kind])
        if sources is not None and not _allows_inline(inline, sources):
            shown = " ".join(inline.text.split())[:_SHOWN]
            message = f"the content policy blocks this inline {inline.kind}: {shown}"
            hint = f"put it into a file of layouts/assets/{'js' if inline.kind == 'script' else 'css'}/, and link that"
            yield Finding(path, inline.line, message, hint, address=_first_line(inline.text))
    for tag, address, line in page.loads:
        directive = _DIRECTIVES[tag]
        sources = _sources(policy, directive)
        if sources is not None and not _allows(urljoin(url, address.strip()), sources, url):
            origin = "://".join(urlsplit(urljoin(url, address.strip()))[:2])
            hint = f"csp: {{{directive}: {origin}}} in config.yaml lets it in"
            yield Finding(path, line, f"the content policy blocks {address}", hint, address=address)


def _parsed(policy: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split()[:200] or [""]
        if name:
            found.setdefault(name.lower(), tuple(sources))  # of two the first counts
    return found


def _sources(policy: Mapping[str, tuple[str, ...]], directive: str) -> tuple[str, ...] | None:
    """Return the sources that a directive allows, None where the policy says nothing of it."""
    names = [directive, _FALLBACK.get(directive, directive)]
    names += [] if directive in _NO_FALLBACK else ["default-src"]
    return next((policy[name] for name in names if name in policy), None)


def _allows_inline(inline: Inline, sources: tuple[str, ...]) -> bool:
    """Whether an inline text may run; a nonce or a hash is believed."""
    if any(source.startswith(("'nonce-", "'sha256-", "'sha384-", "'sha512-")) for source in sources):
        return not inline.is_attribute or "'unsafe-hashes'" in sources
    return "'unsafe-inline'" in sources


def _allows(url: str, sources: tuple[str, ...], page: str) -> bool:
    asked, own = urlsplit(url), urlsplit(page)
    return any(_matches(source, asked.scheme, asked.netloc, (own.scheme, own.netloc)) for source in sources)


def _matches(source: str, scheme: str, netloc: str, own: tuple[str, str]) -> bool:
    if source == "'self'":
        return (scheme, netloc) == own
    if source == "*":
        return scheme in _NETWORK
    if source.endswith(":"):
        return scheme == source[:-1] or (source == "http:" and scheme == "https")
    wanted, _, rest = source.rpartition("://")
    host = rest.partition("/")[0]
    if scheme not in _NETWORK or (wanted and wanted != scheme and (wanted, scheme) != ("http", "https")):
        return False
    return netloc.endswith(host[1:]) if host.startswith("*.") else netloc == host


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
