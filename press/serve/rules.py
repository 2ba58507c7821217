"""The text of `_headers` and `_redirects` -> rules, and what they say of an address. Pure.

As Netlify and Cloudflare Pages read them: https://docs.netlify.com/routing/headers/ and /routing/redirects/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

SPLAT = ":splat"
REDIRECTS = frozenset({"301", "302", "303", "307", "308"})
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


@dataclass(frozen=True, slots=True)
class RedirectRule:
    """An older address, decoded, with a `*` at its end for all below it, and where it leads."""

    old: str
    new: str
    status: int


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


def read_redirects(text: str) -> tuple[RedirectRule, ...]:
    """Return the rules of `_redirects`: an older address, the one now, and a status (301 where there is none)."""
    rules = []
    for line in text.splitlines():
        words = line.partition(" #")[0].split()
        if len(words) >= 2 and not line.startswith("#"):
            status = words[2].rstrip("!") if len(words) > 2 else ""
            rules.append(RedirectRule(unquote(words[0]), words[1], int(status) if status in REDIRECTS else 301))
    return tuple(rules)


def redirect_for(path: str, rules: Sequence[RedirectRule]) -> RedirectRule | None:
    """Return where an older address leads now; the first rule that matches decides."""
    for rule in rules:
        if rule.old == path:
            return rule
        if rule.old.endswith("/*") and path.startswith(rule.old[:-1]):
            rest = path[len(rule.old) - 1 :]
            return RedirectRule(rule.old, rule.new.replace(SPLAT, rest), rule.status)
    return None


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
