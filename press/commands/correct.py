"""The command `correct`: one more entry in the list of a piece's corrections."""

from __future__ import annotations

from press.commands.editing import ContentEdit, check_readable, find_piece, local_minute, prepare
from press.model.problem import ExitCode, Refusal
from press.model.site import BuildOptions, Site
from press.read.edit_yaml import quoted_text, with_item


def correct_piece(site: Site, options: BuildOptions, name: str, text: str, *, type_: str) -> ContentEdit:
    """Return the edit that adds a correction of a type, dated this minute; `text` is Markdown.

    Raises Refusal (USAGE) for a piece that is not there or a correction without words.
    """
    if not text.strip():
        hint = f'python build.py correct {name} "The bridge opened in 1911, not in 1901."'
        raise Refusal("the correction has no words", code=ExitCode.USAGE, hint=hint)
    piece = find_piece(site, name)
    check_readable(piece)
    entry = {"date": local_minute(site), "type": type_, "text": quoted_text(" ".join(text.split()))}
    lines = with_item(piece.lines(), piece.front.parsed, "corrections", entry, end=piece.end)
    return prepare(site, options, [piece.changed(lines)])
