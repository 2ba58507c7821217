"""A date as written -> an instant: ISO 8601 with small liberties, in the site's zone where it names none."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from press.read.date_hints import FORM, date_hints

_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?:-?[Tt]|[ \t]+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"[ \t]*(?P<zone>[Zz]|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
_FIRST = datetime.min.replace(tzinfo=UTC)
_WIDEST = timedelta(hours=15)  # no zone is further from UTC
_LAST = datetime.max.replace(tzinfo=UTC, microsecond=0)


class DateFault(ValueError):
    """A text that is no date; `hint` says what to write."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Take what is wrong, in words, and what to write instead."""
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as written: its wall clock (naive) and its offset from UTC, None = in the site's zone."""

    clock: datetime
    offset: timedelta | None = None


def parse_date(text: str) -> Moment:
    """Return the date that `text` says. Raises DateFault, whose words name what is wrong with it."""
    text = text.strip()
    match = _ISO.fullmatch(text)
    if not match:
        hints = date_hints(text)
        message = "is ambiguous" if len(hints) > 1 else "is not in the form year-month-day"
        raise DateFault(f'the date "{text[:40]}" {message}', f"write {' or '.join(hints)}" if hints else FORM)
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    _check_day(year, month, day)
    if hour > 23 or minute > 59 or second > 59:
        hint = "hours run from 00 to 23, minutes and seconds from 00 to 59"
        raise DateFault(f"there is no time {text[text.index(':') - len(match['hour']) :][:8]}", hint)
    return Moment(datetime(year, month, day, hour, minute, second), _offset(match["zone"]))  # noqa: DTZ001 - a wall clock


def instant(moment: Moment, zone: tzinfo) -> tuple[datetime, str]:
    """Return the instant (aware, with the offset that `zone` has then) and a remark, mostly "".

    A time that the clocks skip is moved forward by the gap, and the remark says so; of a time that comes twice
    the first is meant. Offsets with seconds (before standard time) are cut to whole minutes, so that they can be
    written as ISO 8601 and the day stays the same. At the ends of the calendar the instant is the nearest one
    that every zone can show.
    """
    own = zone if moment.offset is None else timezone(moment.offset)
    wall = moment.clock.replace(tzinfo=own)
    utc = _to_utc(wall)
    local = _from_utc(utc, zone)
    remark = ""
    if moment.offset is None and local.replace(tzinfo=None) > moment.clock and utc not in {_FIRST, _LAST}:
        asked, got = f"{moment.clock:%H:%M}", f"{local:%H:%M}"
        remark = f"the clocks skip {asked} on {local:%Y-%m-%d} in {zone}; read as {got}"
    offset = local.utcoffset() or timedelta(0)
    minutes = timedelta(minutes=offset // timedelta(minutes=1))
    return local.replace(tzinfo=timezone(minutes)), remark


def _check_day(year: int, month: int, day: int) -> None:
    if year < 1:
        raise DateFault("there is no year 0000", "write the year in four digits")
    if not 1 <= month <= 12:
        raise DateFault(f"there is no month {month}", FORM)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateFault(f"{calendar.month_name[month]} {year} has {last} days", f"write a day from 1 to {last}")


def _offset(zone: str | None) -> timedelta | None:
    if zone is None:
        return None
    if zone in {"Z", "z"}:
        return timedelta(0)
    hours, minutes = int(zone[1:3]), int(zone[-2:]) if len(zone) > 3 else 0
    if hours > 14 or minutes > 59:
        raise DateFault(f"there is no time zone {zone}", "write the hours from UTC, from -14:00 to +14:00")
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)


def _to_utc(wall: datetime) -> datetime:
    try:
        return wall.astimezone(UTC)
    except OverflowError:
        return _FIRST if wall.year == 1 else _LAST


def _from_utc(utc: datetime, zone: tzinfo) -> datetime:
    try:
        return utc.astimezone(zone)
    except OverflowError:
        return (utc + _WIDEST if utc.year == 1 else utc - _WIDEST).astimezone(zone)
