"""Rules of config.yaml and rows of a list of redirects -> redirects, or a problem at the line of each mistake."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, unquote, urlsplit

from press.model.problem import Problem, Where
from press.model.redirects import (
    FOUND_STATUS,
    REDIRECT_STATUSES,
    ConfiguredRedirect,
    RedirectRule,
    pattern_faults,
)
from press.read.decoding import decode, problem_at

RULE = "rule"  # the key of a row in its Where
_HEADINGS = frozenset({"old", "from", "source", "old url", "old_url", "redirect from"})
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f<>\"\\]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ROW, _LINE = "/2015/rent/,/opinion/2026/03/rent/", "/2015/* /opinion/archive/2015/"


def read_redirect_rules(
    lines: Sequence[tuple[str, Where]], host: str
) -> tuple[tuple[ConfiguredRedirect, ...], tuple[Problem, ...]]:
    """Return the redirects of `rules` in config.yaml: of each its line, and its place below the key `rule`.

    `host` is the section's: an older address may be written whole.
    """
    found: list[ConfiguredRedirect] = []
    problems: list[Problem] = []
    for line, where in lines:
        _take(line.split(), where, host, _LINE, found, problems)
    return tuple(found), tuple(problems)


def read_redirect_list(data: bytes, path: str, host: str) -> tuple[tuple[ConfiguredRedirect, ...], tuple[Problem, ...]]:
    """Return the redirects of a list: a row for each, `old,new` or `old,new,status`; a heading is skipped."""
    text, faults = decode(data)
    lines = text.splitlines()
    found: list[ConfiguredRedirect] = []
    problems = [problem_at(path, f, lines[f.line - 1] if f.line <= len(lines) else "") for f in faults]
    for number, line, cells in _rows(lines):
        where = Where.of(path, [RULE, number, 1], {number: line})
        _take(cells, where, host, _ROW, found, problems)
    return tuple(found), tuple(problems)


def _rows(lines: Sequence[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Yield number, text and cells of each row that is neither empty, a comment nor the heading."""
    delimiter = next((sign for sign in ("\t", ";", ",") if lines and sign in lines[0]), ",")
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
        while cells and not cells[-1]:
            cells.pop()
        is_heading = number == 1 and bool(cells) and cells[0].casefold() in _HEADINGS
        if cells and not cells[0].startswith("#") and not is_heading:
            yield number, line, cells


def _take(
    cells: Sequence[str],
    where: Where,
    host: str,
    example: str,
    found: list[ConfiguredRedirect],
    problems: list[Problem],
) -> None:
    rule = _rule(cells, host)
    fault = rule if isinstance(rule, str) else next(pattern_faults(rule), "")
    if isinstance(rule, RedirectRule) and not fault:
        found.append(ConfiguredRedirect(rule, where))
    else:
        place, excerpt = where.at(RULE)
        problems.append(Problem(place, fault, f"write {example}", excerpt))


def _rule(cells: Sequence[str], host: str) -> RedirectRule | str:
    """Return the rule that an older address, a new one and perhaps a status make; else what is wrong with them."""
    if len(cells) not in {2, 3}:
        return "a redirect is an older address, a new one and perhaps a status"
    status = cells[2] if len(cells) > 2 else str(FOUND_STATUS)
    if not status.isdecimal() or int(status) not in REDIRECT_STATUSES:
        return f"{status} is no status of a redirect: 301, 302, 303, 307 or 308"
    for address in cells[:2]:
        if _UNFIT.search(address) or _BROKEN_ESCAPE.search(address):
            return f"{address} is no address: a blank or another letter in it must be written as %20 and the like"
    old = _older(cells[0], host)
    if isinstance(old, str):
        return old
    fault = _new_fault(cells[1])
    return fault or RedirectRule(old[0], cells[1], int(status), old[1])


def _older(written: str, host: str) -> tuple[str, tuple[tuple[str, str], ...]] | str:
    try:
        parts = urlsplit(written)
    except ValueError:
        return f"{written} is no address"
    if parts.netloc and parts.netloc.removeprefix("www.").casefold() != host.removeprefix("www.").casefold():
        return f"{written} is not at {host}, and only that host is ours to redirect"
    if parts.fragment:
        return f"{written} names a place on a page, which browsers do not send"
    return unquote(parts.path) or "/", tuple(parse_qsl(parts.query, keep_blank_values=True))


def _new_fault(written: str) -> str:
    if written.startswith("//"):
        return f"{written} names no protocol: https:{written}"
    if _SCHEME.match(written) and not written.lower().startswith(("http://", "https://")):
        return f"{written} is no address of the web"
    return ""
