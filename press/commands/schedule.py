"""The command `schedule`: another date for a piece, at which it comes out."""

from __future__ import annotations

from press.build.load import read_publication
from press.commands.editing import (
    ContentEdit,
    check_readable,
    find_piece,
    listed_change,
    local_minute,
    prepare,
    with_date,
    without_draft,
)
from press.model.problem import ExitCode, Refusal
from press.model.site import BuildOptions, Site
from press.read.dates import DateFault, instant, parse_date


def schedule_piece(site: Site, options: BuildOptions, name: str, when: str) -> ContentEdit:
    """Return the edit after which a piece comes out at `when`, a date as front matter takes it, or "now".

    Raises Refusal (USAGE) for a date that is none, or is over.
    """
    piece = find_piece(site, name)
    check_readable(piece)
    zone = read_publication(site)[0].timezone
    written = local_minute(site) if when.strip() == "now" else when.strip()
    try:
        moment = instant(parse_date(written), zone)[0]
    except DateFault as fault:
        raise Refusal(fault.message, code=ExitCode.USAGE, hint=fault.hint) from fault
    if when.strip() != "now" and moment <= site.now:
        hint = f"python build.py publish {piece.stem}"
        raise Refusal(f"{written} is over: the next build would publish it", code=ExitCode.USAGE, hint=hint)
    # The line of the date is exchanged first: its number changes when one above it goes.
    lines = without_draft(piece, with_date(piece, piece.lines(), written))
    changes = [piece.changed(lines)]
    listed = listed_change(site, piece.stem, "")
    return prepare(site, options, [*changes, *([listed] if listed else [])])
