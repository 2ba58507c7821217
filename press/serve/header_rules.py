"""The text of `_headers` -> rules, and the headers that they add at an address. Pure.

As Netlify and Cloudflare Pages read it: https://docs.netlify.com/routing/headers/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

# What the preview's script needs; a policy that allows it already stays as it is.
NEEDED = ("script-src", "style-src", "connect-src")
ONLY_WHERE_WRITTEN = ("script-src-elem", "style-src-elem")
# A host joins the values of all rules that match; of these a response has one.
SINGLE = frozenset({"content-type"})


@dataclass(frozen=True, slots=True)
class HeaderRule:
    """A pattern of addresses, decoded, `*` standing for anything, and the headers of what answers there."""

    pattern: str
    headers: tuple[tuple[str, str], ...]


def read_headers(text: str) -> tuple[HeaderRule, ...]:
    """Return the rules of `_headers`: a pattern, and below it, indented, its headers."""
    return tuple(HeaderRule(pattern, tuple(headers)) for pattern, headers in _blocks(text))


def headers_for(path: str, rules: Sequence[HeaderRule]) -> Mapping[str, str]:
    """Return the headers at a decoded path, by name in small letters."""
    found: dict[str, str] = {}
    for rule in rules:
        if _matches(path, rule.pattern):
            for name, value in rule.headers:
                found[name] = f"{found[name]}, {value}" if name in found and name not in SINGLE else value
    return found


def allowing_reload(policy: str) -> str:
    """Return a Content-Security-Policy that lets the preview's own script, style and questions pass."""
    return ", ".join(_allowing(one) for one in policy.split(",") if one.strip())


def _blocks(text: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    block: tuple[str, list[tuple[str, str]]] | None = None
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            if block:
                yield block
            block = (unquote(line.strip()), [])
        elif block and ":" in line:
            name, _, value = line.strip().partition(":")
            block[1].append((name.strip().lower(), value.strip()))
    if block:
        yield block


def _matches(path: str, pattern: str) -> bool:
    before, star, after = pattern.partition("*")
    if not star:
        return path == pattern
    return len(path) >= len(before) + len(after) and path.startswith(before) and path.endswith(after)


def _allowing(policy: str) -> str:
    named = (one.strip().partition(" ") for one in policy.split(";") if one.strip())
    directives = {name.lower(): sources for name, _, sources in named}
    for name in (*NEEDED, *(name for name in ONLY_WHERE_WRITTEN if name in directives)):
        sources = directives.get(name, directives.get("default-src"))
        if sources is not None and "'self'" not in sources.split():
            others = [source for source in sources.split() if source != "'none'"]
            directives[name] = " ".join([*others, "'self'"])
    return "; ".join(f"{name} {sources}".strip() for name, sources in directives.items())
