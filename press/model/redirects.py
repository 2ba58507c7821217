"""The text of `_redirects` -> rules, and what they answer at an address; one parser for preview, check and deploy.

The format is that of Netlify, of which Cloudflare Pages reads a part: an older path, conditions on the query
(`id=3`, `id=:id`), the new address, a status. https://docs.netlify.com/routing/redirects/redirect-options/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, unquote

from press.model.problem import Where

SPLAT = ":splat"
FOUND_STATUS = 301
REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
NOT_FOUND_STATUSES = frozenset({404, 410})
STATUSES = REDIRECT_STATUSES | NOT_FOUND_STATUSES | {200}
_NEW = ("/", "https://", "http://")  # how a new address begins
_NAME = re.compile(r":([A-Za-z]\w*)")


@dataclass(frozen=True, slots=True)
class RedirectRule:
    """One line of `_redirects`. `old` is decoded; `*` at its end stands for anything, `:name` for one part.

    `query`: names and values that the address must have, a value `:name` for any. `line` counts from 1.
    """

    old: str
    new: str
    status: int = FOUND_STATUS
    query: tuple[tuple[str, str], ...] = ()
    line: int = 0

    @property
    def is_pattern(self) -> bool:
        """Whether the rule stands for more than the one path that it names."""
        return "*" in self.old or "/:" in self.old or bool(self.query)


@dataclass(frozen=True, slots=True)
class ConfiguredRedirect:
    """A rule that the section's configuration gives, and its place there.

    `old` and `new` of the rule may be relative to the section; `new` may name a piece by its file, `2026-03-02-x.md`.
    """

    rule: RedirectRule
    where: Where


@dataclass(frozen=True, slots=True)
class Redirects:
    """All rules of a file in their order, and the lines (number, text) that no host understands."""

    rules: tuple[RedirectRule, ...] = ()
    unreadable: tuple[tuple[int, str], ...] = ()


def parse_redirects(text: str) -> Redirects:
    """Return the rules of `_redirects`; comments and empty lines are skipped."""
    rules: list[RedirectRule] = []
    unreadable: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition(" #")[0].split()
        if not words or words[0].startswith("#"):
            continue
        rule = _rule(words, number)
        if rule:
            rules.append(rule)
        else:
            unreadable.append((number, line.strip()))
    return Redirects(tuple(rules), tuple(unreadable))


def exact_redirects(rules: Sequence[RedirectRule]) -> Mapping[str, RedirectRule]:
    """Return older path -> rule, for the rules that name one path alone; of two the first counts, as on hosts."""
    return {rule.old: rule for rule in reversed(rules) if not rule.is_pattern}


def redirect_files(rules: Sequence[RedirectRule], base: str) -> Mapping[str, str]:
    """Return file -> new address, for the older paths below `base` at which a host can keep a file."""
    found = {}
    for old, rule in exact_redirects(rules).items():
        if old.startswith(base):
            path = old[len(base) :]
            found[path + "index.html" if path.endswith("/") or not path else path] = rule.new
    return found


def redirect_for(path: str, rules: Sequence[RedirectRule], query: str = "") -> RedirectRule | None:
    """Return the first rule that applies to a decoded path and a raw query, its placeholders filled in `new`."""
    given = dict(parse_qsl(query, keep_blank_values=True))
    for rule in rules:
        if rule.status not in NOT_FOUND_STATUSES and (values := _values(rule, path, given)) is not None:
            # A host would serve a rewrite (200) at the older address; a redirect shows the same page.
            status = rule.status if rule.status in REDIRECT_STATUSES else FOUND_STATUS
            return RedirectRule(rule.old, _filled(rule.new, values), status, rule.query, rule.line)
    return None


def _rule(words: Sequence[str], line: int) -> RedirectRule | None:
    query = []
    rest = list(words[1:])
    while rest and "=" in rest[0] and not rest[0].startswith(_NEW):
        name, _, value = rest.pop(0).partition("=")
        query.append((name, value))
    status = rest[1].removesuffix("!") if len(rest) > 1 else str(FOUND_STATUS)
    if not (words[0].startswith("/") and rest and rest[0].startswith(_NEW) and status.isdecimal()):
        return None
    if int(status) not in STATUSES:
        return None
    return RedirectRule(unquote(words[0]), rest[0], int(status), tuple(query), line)


def _values(rule: RedirectRule, path: str, given: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return what the placeholders of a rule stand for, None where it does not apply."""
    values = _path_values(rule.old, path)
    if values is None:
        return None
    for name, wanted in rule.query:
        if name not in given or not (wanted.startswith(":") or wanted == given[name]):
            return None
        if wanted.startswith(":"):
            values[wanted] = given[name]
    return values


def _path_values(old: str, path: str) -> dict[str, str] | None:
    if old == path:
        return {}
    if "*" not in old and "/:" not in old:
        return None
    expression, names = _as_expression(old)
    found = re.fullmatch(expression, path, re.DOTALL)
    return dict(zip(names, found.groups(), strict=True)) if found else None


@lru_cache(maxsize=4096)
def _as_expression(old: str) -> tuple[str, tuple[str, ...]]:
    """Return a path with placeholders as a regular expression, and the names of its groups.

    A name stands for letters up to the next slash.
    """
    whole, rest = (old[:-1], (SPLAT,)) if old.endswith("/*") else (old, ())
    literals = [re.escape(part) for part in _NAME.sub("\0", whole).split("\0")]
    names = (*(f":{name}" for name in _NAME.findall(whole)), *rest)
    return "([^/]+)".join(literals) + ("(.*)" if rest else ""), names


def _filled(new: str, values: Mapping[str, str]) -> str:
    return _NAME.sub(lambda found: values.get(found[0], found[0]), new)


def pattern_faults(rule: RedirectRule) -> Iterator[str]:
    """Yield what hosts would not understand of a rule with placeholders."""
    if "*" in rule.old and not rule.old.endswith("/*"):
        yield "* may stand only at the end of the older path, after a slash"
    known = {f":{name}" for name in _NAME.findall(rule.old)} | {value for _, value in rule.query}
    known |= {SPLAT} if rule.old.endswith("/*") else set()
    for name in _NAME.findall(rule.new.partition("://")[2] or rule.new):
        if f":{name}" not in known:
            yield f":{name} stands for nothing in the older path"
