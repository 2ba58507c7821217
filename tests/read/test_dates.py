from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.read.date_hints import FORM, date_hints
from press.read.dates import DateFault, instant, parse_date

KYIV = ZoneInfo("Europe/Kyiv")
NEW_YORK = ZoneInfo("America/New_York")
ZONES = st.sampled_from([ZoneInfo("UTC"), KYIV, NEW_YORK, ZoneInfo("Asia/Kathmandu"), ZoneInfo("Pacific/Kiritimati")])


def iso(text: str, zone: ZoneInfo = KYIV) -> str:
    date, remark = instant(parse_date(text), zone)
    return f"{date.isoformat()} {remark}".strip()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-01-01", "2024-01-01T00:00:00+02:00"),
        ("2024-1-1", "2024-01-01T00:00:00+02:00"),
        ("2024-07-01 10:00", "2024-07-01T10:00:00+03:00"),
        ("2024-07-01T10:00:30", "2024-07-01T10:00:30+03:00"),
        ("2024-07-01T10:00:00.250", "2024-07-01T10:00:00+03:00"),
        ("2024-01-01T10:00:00 +0200", "2024-01-01T10:00:00+02:00"),
        ("2024-01-01T10:00-05:00", "2024-01-01T17:00:00+02:00"),
        ("2024-01-01t10:00z", "2024-01-01T12:00:00+02:00"),
        ("2024-12-5-T12:00:00-05:00", "2024-12-05T19:00:00+02:00"),
        (" 2024-01-01T10:00 +02 ", "2024-01-01T10:00:00+02:00"),
        ("2024-01-01T10:00+14:00", "2023-12-31T22:00:00+02:00"),
    ],
)
def test_forms_that_are_understood(written: str, meant: str) -> None:
    assert iso(written) == meant


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("2024-02-30", "February 2024 has 29 days", "write a day from 1 to 29"),
        ("2023-02-29", "February 2023 has 28 days", "write a day from 1 to 28"),
        ("2024-13-01", "there is no month 13", FORM),
        ("2024-00-10", "there is no month 0", FORM),
        ("2024-01-00", "January 2024 has 31 days", "write a day from 1 to 31"),
        ("0000-00-00", "there is no year 0000", "write the year in four digits"),
        ("01/02/2024", 'the date "01/02/2024" is ambiguous', "write 2024-02-01 or 2024-01-02"),
        ("02/13/2024", 'the date "02/13/2024" is not in the form year-month-day', "write 2024-02-13"),
        ("2024/2/1", 'the date "2024/2/1" is not in the form year-month-day', "write 2024-02-01"),
        ("yesterday", 'the date "yesterday" is not in the form year-month-day', FORM),
        ("２０２４-01-01", 'the date "２０２４-01-01" is not in the form year-month-day', FORM),
        ("2024-01-01T25:00", "there is no time 25:00", "hours run from 00 to 23, minutes and seconds from 00 to 59"),
        ("2024-01-01T10:61", "there is no time 10:61", "hours run from 00 to 23, minutes and seconds from 00 to 59"),
        ("2024-01-01T10:00+25:00", "there is no time zone +25:00", "write the hours from UTC, from -14:00 to +14:00"),
        ("2024-01-01T10:00+15:00", "there is no time zone +15:00", "write the hours from UTC, from -14:00 to +14:00"),
        ("2024-01-01T10:00-02:60", "there is no time zone -02:60", "write the hours from UTC, from -14:00 to +14:00"),
    ],
)
def test_what_is_no_date_says_why(written: str, message: str, hint: str) -> None:
    with pytest.raises(DateFault) as found:
        parse_date(written)
    assert (found.value.message, found.value.hint) == (message, hint)


def test_an_hour_that_the_clocks_skip_is_moved_and_remarked() -> None:
    expected = "2024-03-31T04:30:00+03:00 the clocks skip 03:30 on 2024-03-31 in Europe/Kyiv; read as 04:30"
    assert iso("2024-03-31T03:30") == expected
    assert iso("2024-03-10 02:30", NEW_YORK).startswith("2024-03-10T03:30:00-04:00 the clocks skip 02:30")


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert iso("2024-10-27T03:30") == "2024-10-27T03:30:00+03:00"
    assert iso("2024-11-03T01:30", NEW_YORK) == "2024-11-03T01:30:00-04:00"


@pytest.mark.parametrize("zone", [KYIV, NEW_YORK, ZoneInfo("Europe/London"), ZoneInfo("Europe/Berlin")])
@pytest.mark.parametrize("day", ["1850-06-01", "0999-12-31"])
def test_old_offsets_are_whole_minutes_and_keep_the_day(zone: ZoneInfo, day: str) -> None:
    date, _ = instant(parse_date(day), zone)
    assert date.isoformat().startswith(f"{day}T00:00:00")
    assert (date.utcoffset() or timedelta(0)) % timedelta(minutes=1) == timedelta(0)
    assert date.astimezone(zone).date() == date.date()


@given(st.datetimes(timezones=st.just(UTC)), ZONES)
def test_every_instant_of_the_calendar_can_be_shown_in_every_zone(moment: datetime, zone: ZoneInfo) -> None:
    date, _ = instant(parse_date(moment.strftime("%Y").zfill(4) + moment.strftime("-%m-%dT%H:%M:%SZ")), zone)
    assert abs(date.astimezone(UTC) - moment.replace(microsecond=0)) <= timedelta(hours=16)
    if 2 < date.year < 9998:
        assert abs(date - moment.replace(microsecond=0)) < timedelta(minutes=1)
    date.astimezone(zone)


@given(st.text(max_size=30))
def test_no_text_is_more_than_a_fault(text: str) -> None:
    with suppress(DateFault):
        assert instant(parse_date(text), KYIV)[0].tzinfo is not None


@pytest.mark.parametrize(
    ("written", "hints"),
    [
        ("30.11.2026 06:30", "2026-11-30T06:30"),
        ("2026-12-01, 06:30", "2026-12-01T06:30"),
        ("2026-12-01 06.30", "2026-12-01T06:30"),
        ("2026-11-29T6:30am", "2026-11-29T06:30"),
        ("06:30 2026-12-01", "2026-12-01T06:30"),
        ("06.30 01.12.2026", "2026-12-01T06:30"),
        ("2026-12-01 12am", "2026-12-01T00:00"),
        ("2026-12-01 12 p.m.", "2026-12-01T12:00"),
        ("29 November 2026", "2026-11-29"),
        ("29th of November 2026", "2026-11-29"),
        ("December 1st, 2026 at 6 PM", "2026-12-01T18:00"),
        ("29 листопада 2026 о 06:30", "2026-11-29T06:30"),
        ("29. November 2026 um 6.30 Uhr", "2026-11-29T06:30"),
        ("1 de diciembre de 2026", "2026-12-01"),
        ("20261201T0630", "2026-12-01T06:30"),
        ("Tue, 01 Dec 2026 06:30:15 +0200", "2026-12-01T06:30:15+02:00"),
        ("2026-12-01 06:30 UTC", "2026-12-01T06:30+00:00"),
        ("12/31/2026", "2026-12-31"),
        ("05/06/2026 6:30 pm", "2026-06-05T18:30 2026-05-06T18:30"),
        ("29 listopad 2026", ""),  # October in Croatian, November in Polish
        ("2026-12-01T06:30 EST", ""),  # of three continents
        ("2026-12-01 midnight", ""),
        ("2026-12-01 6", ""),
        ("2026-12-01T24:00", ""),
        ("26-12-01", ""),
        ("29 Nov 26", ""),
        ("31.02.2026", ""),
        ("2026-12-01 half past six", ""),
        ("not before 2026-12-01", ""),
        ("2026-12-01 to 2026-12-05", ""),
        ("2026-12-01T06:30[Europe/Riga]", ""),
        ("tomorrow 06:30", ""),
    ],
)
def test_a_hint_keeps_day_and_time_or_names_no_date(written: str, hints: str) -> None:
    assert " ".join(date_hints(written)) == hints
    assert all(parse_date(hint) for hint in hints.split())
