"""Dates as ten programs write them -> ISO 8601, by explicit forms: a guess would be an invented fact."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[Tt ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm)?\s*(.*))?",
    re.ASCII | re.IGNORECASE,
)
_ZONE = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?", re.ASCII | re.IGNORECASE)
_WORDED = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%d. %B %Y", "%b. %d, %Y")
_IN_PATH = re.compile(r"(?:^|/)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?=[-_/. ]|$)")


def iso_date(text: str, clock: str = "") -> str:
    """Return `text` as `2013-05-10`, or with a time and, where one is named, an offset; "" where it is no date.

    `clock`: a time that stands in a key of its own.
    """
    written = f"{text.strip()} {clock.strip()}".strip()
    found = _ISO.fullmatch(written)
    if found:
        return _iso(found)
    for form in _WORDED:
        try:
            return f"{datetime.strptime(written, form):%Y-%m-%d}"  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(written).isoformat(timespec="minutes") if "," in written else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def date_in_path(path: str) -> str:
    """Return the date that a file's name or path holds (`_posts/2016-03-02-x.md`, `2016/03/02/x/`), or ""."""
    for found in _IN_PATH.finditer(path):
        day = _iso_day(*found.groups())
        if day:
            return day
    return ""


def _iso_day(year: str, month: str, day: str) -> str:
    try:
        return f"{datetime(int(year), int(month), int(day)):%Y-%m-%d}".rjust(10, "0")  # noqa: DTZ001 - a day alone
    except ValueError:
        return ""


def _iso(found: re.Match[str]) -> str:
    year, month, day, hour, minute, second, half, rest = found.groups()
    written_day = _iso_day(year, month, day)
    if not written_day or hour is None:
        return written_day
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    if hours > 23 or int(minute) > 59 or int(second or 0) > 59:
        return written_day
    zone = _zone((rest or "").strip())
    return f"{written_day}T{hours:02}:{minute}{':' + second if second and second != '00' else ''}{zone}"


def _zone(written: str) -> str:
    """Return an offset as ISO 8601 writes it; "" for none and for names of zones, which mean the site's own."""
    if written.upper() in {"Z", "UTC", "GMT"}:
        return "Z"
    found = _ZONE.fullmatch(written.split(" (", maxsplit=1)[0])
    if not found or int(found[2]) > 14 or int(found[3] or 0) > 59:
        return ""
    return f"{found[1]}{int(found[2]):02}:{found[3] or '00'}"
