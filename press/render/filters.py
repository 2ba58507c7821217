"""Values -> text: the filters that layouts use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date as plain_date
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from press.model.graph import Graph, written
from press.model.languages import direction
from press.render.syndication import as_description, for_feed
from press.render.words import locale_for

_NOT_IN_LINE = re.compile(r"[\s\x00-\x1f\x7f\u2028\u2029]")
_FOR_SCRIPT = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))
# A section of ten years has some 4,000 days, each of which stands on many pages.
_DAYS = 5000


def filters_for(lang: str) -> Mapping[str, Callable[..., Any]]:
    """Return the filters that depend on the page's language, and those that do not."""
    locale = locale_for(lang)

    @lru_cache(maxsize=_DAYS)
    def day(of: plain_date) -> str:
        return str(format_date(of, "long", locale=locale))

    @lru_cache(maxsize=_DAYS)
    def month(year: int, number: int) -> str:
        first = datetime(year, number, 1)  # noqa: DTZ001 - a month has no hour
        return _as_title(str(format_skeleton("yMMMM", first, locale=locale)))

    def date(moment: datetime, form: str = "long") -> str:
        return month(moment.year, moment.month) if form == "month" else day(moment.date())

    def month_name(moment: datetime) -> str:
        return _as_title(str(format_date(moment, "LLLL", locale=locale)))

    def number(value: float) -> str:
        return str(format_decimal(value, locale=locale))

    plain: Mapping[str, Callable[..., str]] = {
        "as_description": as_description,
        "direction": direction,
        "for_feed": for_feed,
        "iso": iso,
        "rfc822": rfc822,
        "line": line,
        "policy": policy,
    }
    return {"date": date, "month_name": month_name, "number": number, **plain}


def _as_title(text: str) -> str:
    """Words as a title begins: many languages write months small, and Babel gives them so."""
    return text[:1].upper() + text[1:]


def iso(moment: datetime) -> str:
    """Return an instant as ISO 8601 with its offset."""
    return moment.isoformat(timespec="seconds")


def rfc822(moment: datetime) -> str:
    """Return an instant as feeds write it (RFC 822 with a four-digit year and a numeric zone)."""
    return format_datetime(moment)


def line(value: object) -> str:
    """Return a value for a text file in which blanks and line ends have a meaning; refuse one that holds any."""
    text = str(value)
    if _NOT_IN_LINE.search(text):
        raise ValueError(f"{text!r} may not stand in a line of its own: it has a blank or a line end")
    return text


def policy(value: object) -> str:
    """Return a header's value: blanks may stand in it, line ends may not."""
    text = str(value)
    if re.search(r"[\r\n\x00-\x1f\x7f]", text):
        raise ValueError(f"{text!r} may not stand in a header: it has a line end")
    return text


def json_text(value: object) -> str:
    """Return a value as JSON in which nothing can end a script element (WHATWG HTML, 4.12.1.3)."""
    text = value.text if isinstance(value, Graph) else written(value)
    for sign, instead in _FOR_SCRIPT:
        if sign in text:  # is known in a tenth of the time that replacing nothing takes
            text = text.replace(sign, instead)
    return text
