"""The command `publish`: takes out of a piece whatever holds it back."""

from __future__ import annotations

from press.build.load import read_publication
from press.commands.editing import (
    ContentEdit,
    check_readable,
    find_piece,
    is_listed,
    listed_change,
    local_minute,
    piece_or_none,
    prepare,
    with_date,
    without_draft,
)
from press.model.problem import ExitCode, Refusal
from press.model.site import BuildOptions, Site
from press.model.text_files import stem_of
from press.read.dates import instant, parse_date
from press.read.edit_yaml import without_key


def publish_piece(site: Site, options: BuildOptions, name: str) -> ContentEdit:
    """Return the edit after which the next build publishes a piece: no draft, not listed, not expired, not scheduled.

    A date that is to come becomes this minute; any other stays, and with it the address. Raises Refusal (USAGE) for a
    piece that is out already, or whose file is not there.
    """
    stem = stem_of(name)
    if piece_or_none(site, name) is None and is_listed(site, stem):
        hint = f"bring its file back first: git checkout COMMIT -- content/articles/{stem}.md"
        raise Refusal(f"the file of {stem} was deleted", code=ExitCode.USAGE, hint=hint)
    piece = find_piece(site, name)
    check_readable(piece)
    zone = read_publication(site)[0].timezone
    lines = piece.lines()
    dates = {key: piece.front.parsed.values.get(key) for key in ("date", "expires")}
    times = {key: instant(parse_date(text), zone)[0] for key, text in dates.items() if isinstance(text, str)}
    # Lines are taken out from the end, so that the places of those above stay true.
    edits = {"draft": lambda rows: without_draft(piece, rows)}
    if "expires" in times and times["expires"] <= site.now:
        edits["expires"] = lambda rows: without_key(piece.path, rows, piece.front.parsed, "expires")
    if "date" in times and times["date"] > site.now:
        edits["date"] = lambda rows: with_date(piece, rows, local_minute(site))
    positions = piece.front.parsed.positions
    for key in sorted((key for key in edits if key in positions), key=lambda key: -positions[key].line):
        lines = edits[key](lines)
    change = piece.changed(lines)
    listed = listed_change(site, piece.stem, "")
    changes = [each for each in (change, listed) if each and each.before != each.after]
    if not changes:
        raise Refusal(f"{piece.stem} is published already", code=ExitCode.USAGE, hint="build again to see it")
    return prepare(site, options, changes)
