"""A date in another form than ISO 8601 -> the same day and time in ISO 8601, for a hint that can be copied.

A hint never names another day and never an earlier time than the text does: what leaves any doubt gets the form of a
date explained and no date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

FORM = "write year-month-day; with a time, T and hour:minute right behind it"
_LONGEST = 80  # characters; no date is longer
_SEPARATED = re.compile(r"(?<![\d:.])(\d{1,4})[ ]?([./-])[ ]?(\d{1,2})[ ]?\2[ ]?(\d{1,4})(?!\d)", re.ASCII)
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?=t|\b)", re.ASCII)
_YEAR = re.compile(r"(?<![\d:.+-])\d{4}(?![\d:.])", re.ASCII)
_DAY = re.compile(r"(?<![\d:.+-])(\d{1,2})(?:st|nd|rd|th|\.|-?(?:го|е|er))?(?![\d:\w])", re.ASCII | re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\d.])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?(?![\d:])",
    re.ASCII,
)
_DIGITS = re.compile(r"(?:(?<=\s)|^)([01]\d|2[0-3])([0-5]\d)([0-5]\d)?(?=\s*$)", re.ASCII)
_OFFSET = re.compile(r"(?P<zone>(?<=[\d\s])z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)\s*$", re.ASCII)
_ZONE_NAMES: Mapping[str, str] = {
    "utc": "+00:00", "gmt": "+00:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00", "eest": "+03:00",
}  # fmt: skip
# Words that change nothing of a date, in the languages whose months are known.
_FILLERS = frozenset("at on the of um uhr o'clock o clock о об г р року года".split())
_LANGUAGES = "en uk de fr es it pt nl pl cs sk sv da fi lv lt et ru ro hu hr".split()
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def date_hints(text: str) -> tuple[str, ...]:
    """Return the day and time that `text` means in ISO 8601: two where day and month could be exchanged.

    Empty where the text does not say exactly one time, or names a day that no calendar has.
    """
    if len(text) > _LONGEST:
        return ()
    rest = f" {text.strip().casefold()} "
    found = _numbers(rest) or _with_month_name(rest)
    if found is None:
        return ()
    days, rest = found
    time = _time(rest)
    if time is None or not days:
        return ()
    if not all(_exists(*day) for day in days):
        return ()
    return tuple(f"{year:04}-{month:02}-{day:02}{time}" for year, month, day in days)


_Day = tuple[int, int, int]


def _numbers(text: str) -> tuple[list[_Day], str] | None:
    """Return the days that three numbers may mean, and the text without them."""
    compact = _COMPACT.search(text)
    if compact:
        year, month, day = map(int, compact.groups())
        return [(year, month, day)], _without(text, compact)
    match = _SEPARATED.search(text)
    if match is None:
        return None
    first, mark, second, third = match.groups()
    rest = _without(text, match)
    if len(first) == 4 and len(third) <= 2:
        return [(int(first), int(second), int(third))], rest
    if len(third) != 4 or len(first) > 2:
        return None
    year, one, two = int(third), int(first), int(second)
    if mark == "." or one > 12 or one == two:
        return [(year, two, one)], rest
    if two > 12:
        return [(year, one, two)], rest
    return [(year, two, one), (year, one, two)], rest


def _with_month_name(text: str) -> tuple[list[_Day], str] | None:
    """Return the day that a text with the name of a month means, and the text without it."""
    words = [(found, month) for found in _WORD.finditer(text) if (month := _months().get(found[0]))]
    years = list(_YEAR.finditer(text))
    if len(words) != 1 or len(years) != 1 or len(words[0][1]) != 1:
        return None
    (word, months), year = words[0], years[0]
    text = _without(_without(text, year), word)
    # The day stands next to the month, so that no hour is taken for it.
    before, after = text[: word.start()], text[word.end() :]
    last, first = list(_DAY.finditer(before))[-1:], list(_DAY.finditer(after))[:1]
    adjacent = [(found, 0) for found in last if before[found.end() :].strip(" ,.") in {"", "of", "de"}]
    adjacent += [(found, word.end()) for found in first if not after[: found.start()].strip(" ,.")]
    if len(adjacent) != 1:
        return None
    day, offset = adjacent[0]
    start, end = day.start() + offset, day.end() + offset
    rest = text[:start] + " " * (end - start) + text[end:]
    return [(int(year[0]), next(iter(months)), int(day[1]))], re.sub(r"\bde\b", " ", rest)


def _without(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]


def _time(text: str) -> str | None:
    """Return the time in what is left of a text as `T06:30+02:00`, "" where nothing is left, None for anything else."""
    rest, zone = text.strip(" ,;"), ""
    for name in re.findall(r"[a-z]+", rest):
        if name in _ZONE_NAMES:
            zone = _ZONE_NAMES[name]
            rest = re.sub(rf"\b{name}\b", " ", rest).strip(" ,;()")
    offset = _OFFSET.search(rest) if not zone else None
    if offset:
        zone, rest = _offset(offset["zone"]), rest[: offset.start()]
    rest = re.sub(r"^-?t(?=\s*\d)", " ", rest.strip(" ,;"))
    digits = _DIGITS.search(rest)
    match = digits or _TIME.search(rest)
    words = _without(rest, match) if match else rest
    if any(word not in _ignored() for word in _WORD.findall(words)) or re.search(r"[\d+@?/]", words):
        return None
    if match is None:
        return None if zone else ""
    return _clock(digits, match, zone)


def _clock(digits: re.Match[str] | None, match: re.Match[str], zone: str) -> str | None:
    if digits:
        hour, minute, second, half = digits[1], digits[2], digits[3], ""
    else:
        hour, minute, second, half = match["hour"], match["minute"], match["second"], match["half"] or ""
        if not minute and not half:
            return None
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half[0] == "p" else 0)
    if number > 23 or int(minute or 0) > 59 or int(second or 0) > 59:
        return None
    shown = f":{second}" if second and int(second) else ""
    return f"T{number:02}:{int(minute or 0):02}{shown}{zone}"


def _offset(written: str) -> str:
    if written == "z":
        return "Z"
    return written if ":" in written else f"{written[:3]}:{written[3:] or '00'}"


def _exists(year: int, month: int, day: int) -> bool:
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


@lru_cache(maxsize=1)
def _months() -> Mapping[str, frozenset[int]]:
    """Return the numbers of the months that a name stands for in any of the languages; "listopad" is two."""
    months: dict[str, set[int]] = {}
    for names, number in _names("months"):
        months.setdefault(names, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in months.items()}


@lru_cache(maxsize=1)
def _ignored() -> frozenset[str]:
    return _FILLERS | {name for name, _ in _names("days")}


def _names(what: str) -> Iterator[tuple[str, int]]:
    from babel import Locale  # late: only a date that cannot be read needs the names of months

    for language in _LANGUAGES:
        forms = getattr(Locale(language), what)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in forms[context][width].items():
                    word = _WORD.search(name.casefold())
                    if word and word[0] == name.casefold().rstrip("."):
                        yield word[0], int(number)
