"""Title and names -> a new file in content/articles/ that builds as it stands, marked as a draft."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from slugify import slugify

from press.model.problem import ExitCode, Refusal
from press.model.slugs import file_slug

_TEXT = """---
title: {title}
# The words below the headline; teasers show them too.
dek:
# When the piece comes out; `build.py schedule` and `publish` set it.
date: {date}
kind: {kind}
{own}authors: {authors}
topics: {topics}
# The lead picture: take the signs # away, and put the file into content/images/.
# image:
#   src: images/NAME.jpg
#   alt: What the picture shows
#   credit: Who made it
# While this line stands, only previews show the piece.
draft: true
---

{body}
"""
_LETTER = """## What the letter is about

Begin here.

— Name, place"""


def _column(name: str) -> str:
    return f"column: {name if name == 'TK' else json.dumps(name, ensure_ascii=False)}\n" if name else ""


@dataclass(frozen=True, slots=True)
class NewArticle:
    """What a new piece of a kind begins with: a column names itself, paid content who paid, letters are signed.

    TK stands for names to come: as a draft the piece builds, but nobody publishes it so.
    """

    kind: str
    column: str = ""
    paid: bool = False
    letters: bool = False


def write_new_article(
    root: PurePath, title: str, *, begins: NewArticle, authors: Sequence[str], topics: Sequence[str], now: datetime
) -> str:
    """Make the file and return its path relative to `root`; `now` gives its date, in the zone it is to be read in.

    Raises Refusal (USAGE) when the title has no letters or the file is already there, (ENVIRONMENT) when the
    folder cannot be written.
    """
    slug = file_slug(title) or slugify(title)
    if not slug:
        raise Refusal("the title has no letters to make a file name of", code=ExitCode.USAGE)
    path = Path(root, "content", "articles", f"{now:%Y-%m-%d}-{slug}.md")
    shown = path.relative_to(root).as_posix()
    # JSON's strings and lists are YAML's too, and need no thought about what must be quoted.
    text = _TEXT.format(
        title=json.dumps(title, ensure_ascii=False),
        date=now.strftime("%Y-%m-%dT%H:%M"),
        kind=begins.kind,
        own=_column(begins.column) + "sponsor: {name: TK}\n" * begins.paid,
        authors=json.dumps(list(authors), ensure_ascii=False),
        topics=json.dumps(list(topics), ensure_ascii=False),
        body=_LETTER if begins.letters else "Begin here.",
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as fault:
        raise Refusal(f"{shown} is already there", code=ExitCode.USAGE, hint="choose another title") from fault
    except OSError as fault:
        raise Refusal(f"{shown}: {fault.strerror}", code=ExitCode.ENVIRONMENT) from fault
    return shown
