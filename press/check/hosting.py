"""_headers, _redirects, robots.txt -> what they name, and the lines that a host or a crawler would not understand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from press.check.facts import Finding
from press.check.page import Use
from press.model.redirects import exact_redirects, parse_redirects, pattern_faults

_TOKEN = re.compile(r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")  # RFC 9110, section 5.6.2
_ROBOTS = frozenset({"user-agent", "disallow", "allow", "sitemap", "crawl-delay", "host"})
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def check_redirects(text: str, path: str) -> tuple[list[Use], list[Finding]]:
    """Check the lines of `_redirects`; the addresses that they lead to are returned to be looked up."""
    parsed = parse_redirects(text)
    known = exact_redirects(parsed.rules)
    uses = [Use("moved", rule.new, rule.line) for rule in parsed.rules if not _has_placeholder(rule.new)]
    findings = [
        Finding(path, number, f"this is no redirect: {line}", "write /old/ /new/ 301")
        for number, line in parsed.unreadable
    ]
    for rule in parsed.rules:
        first = known.get(rule.old)
        if first and first.line != rule.line and not rule.is_pattern:
            findings.append(
                Finding(path, rule.line, f"{rule.old} is redirected twice", "the host takes the first line")
            )
        if unquote(rule.new) in known:
            message = f"{rule.old} leads to another redirect"
            findings.append(Finding(path, rule.line, message, "name the last address of the chain"))
        findings += [Finding(path, rule.line, fault, "write /old/* /new/:splat 301") for fault in pattern_faults(rule)]
    return [use for use in uses if unquote(use.address) not in known], findings


def check_headers(text: str, path: str) -> list[Finding]:
    """Check the lines of `_headers` (https://docs.netlify.com/manage/routing/headers/)."""
    findings, has_path = [], False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if _UNPRINTABLE.search(line):
            findings.append(Finding(path, number, "a control character stands in this line", "write it anew"))
        elif not line[0].isspace():
            has_path = True
            if not line.startswith(("/", "https://", "http://")):
                findings.append(Finding(path, number, f"this is no path: {line}", "a path begins with a slash"))
        else:
            name, colon, value = line.strip().partition(":")
            if not (has_path and colon and value.strip() and _TOKEN.match(name)):
                findings.append(Finding(path, number, f"this is no header: {line.strip()}", "write   Name: value"))
    return findings


def check_robots(text: str, path: str) -> tuple[list[Use], list[Finding]]:
    """Check robots.txt (RFC 9309): lines that crawlers know, and a sitemap unless all crawlers are kept away."""
    uses, findings = [], []
    is_closed = False
    for number, line in enumerate(text.splitlines(), 1):
        rule = line.partition("#")[0].strip()
        name, colon, value = rule.partition(":")
        if rule and (not colon or name.strip().lower() not in _ROBOTS):
            findings.append(Finding(path, number, f"crawlers do not know this rule: {rule}", "write Disallow: /path/"))
        elif name.strip().lower() == "sitemap":
            uses.append(Use("sitemap", value.strip(), number))
        # The group for all crawlers comes last.
        is_closed = value.strip() == "/" if name.strip().lower() == "disallow" else is_closed
    if not uses and not is_closed:
        findings.append(Finding(path, 0, "robots.txt names no sitemap", "layouts/robots.txt writes it"))
    return uses, findings


def addresses_in_styles(text: str) -> Iterator[Use]:
    """Yield what a style sheet fetches."""
    for found in re.finditer(r"""url\(\s*+["']?([^"')]++)["']?\s*+\)""", text):
        yield Use("resource", found[1], text.count("\n", 0, found.start()) + 1)


def _has_placeholder(address: str) -> bool:
    return "/:" in address or "=:" in address or "*" in address
