"""_headers, _redirects, robots.txt -> what they name, and the lines that a host or a crawler would not understand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from press.check.facts import Fault
from press.check.page import Use

_TOKEN = re.compile(r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")  # RFC 9110, section 5.6.2
_STATUS = frozenset({"200", "301", "302", "303", "307", "308", "404", "410"})
_ROBOTS = frozenset({"user-agent", "disallow", "allow", "sitemap", "crawl-delay", "host"})
_FIELDS = 3  # of a line of _redirects: from, to, status
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def redirects_of(text: str) -> Mapping[str, str]:
    """Return older path -> new address; lines with a pattern (`*`, `:name`) stand for no path of their own."""
    lines = (line.split() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {unquote(f[0]): f[1] for f in lines if len(f) >= _FIELDS - 1 and not _is_pattern(f[0])}


def check_redirects(text: str, path: str) -> tuple[list[Use], list[Fault]]:
    """Check the lines of `_redirects` (https://docs.netlify.com/manage/routing/redirects/overview/)."""
    uses, faults, seen = [], [], set[str]()
    known = redirects_of(text)
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if not _is_redirect(words):
            hint = "write /old/ /new/ 301"
            faults.append(Fault(path, number, f"this is no redirect: {line.strip()}", hint))
            continue
        if words[0] in seen:
            faults.append(Fault(path, number, f"{words[0]} is redirected twice", "the host takes the first line"))
        seen.add(words[0])
        if unquote(words[1]) in known:
            faults.append(
                Fault(path, number, f"{words[0]} leads to another redirect", "name the last address of the chain")
            )
        elif not _is_pattern(words[1]):
            uses.append(Use("moved", words[1], number))
    return uses, faults


def check_headers(text: str, path: str) -> list[Fault]:
    """Check the lines of `_headers` (https://docs.netlify.com/manage/routing/headers/)."""
    faults, has_path = [], False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if _UNPRINTABLE.search(line):
            faults.append(Fault(path, number, "a control character stands in this line", "write it anew"))
        elif not line[0].isspace():
            has_path = True
            if not line.startswith(("/", "https://", "http://")):
                faults.append(Fault(path, number, f"this is no path: {line}", "a path begins with a slash"))
        else:
            name, colon, value = line.strip().partition(":")
            if not (has_path and colon and value.strip() and _TOKEN.match(name)):
                faults.append(Fault(path, number, f"this is no header: {line.strip()}", "write   Name: value"))
    return faults


def check_robots(text: str, path: str) -> tuple[list[Use], list[Fault]]:
    """Check robots.txt (RFC 9309): lines that crawlers know, and at least one sitemap."""
    uses, faults = [], []
    for number, line in enumerate(text.splitlines(), 1):
        rule = line.partition("#")[0].strip()
        name, colon, value = rule.partition(":")
        if rule and (not colon or name.strip().lower() not in _ROBOTS):
            faults.append(Fault(path, number, f"crawlers do not know this rule: {rule}", "write Disallow: /path/"))
        elif name.strip().lower() == "sitemap":
            uses.append(Use("sitemap", value.strip(), number))
    if not uses:
        faults.append(Fault(path, 0, "robots.txt names no sitemap", "layouts/robots.txt writes it"))
    return uses, faults


def addresses_in_styles(text: str) -> Iterator[Use]:
    """Yield what a style sheet fetches."""
    for found in re.finditer(r"""url\(\s*["']?([^"')]+)["']?\s*\)""", text):
        yield Use("resource", found[1], text.count("\n", 0, found.start()) + 1)


def _is_redirect(words: list[str]) -> bool:
    if not len(words) > 1 or not words[0].startswith("/") or not words[1].startswith(("/", "https://", "http://")):
        return False
    return len(words) < _FIELDS or words[2].removesuffix("!") in _STATUS


def _is_pattern(path: str) -> bool:
    return "*" in path or "/:" in path
