"""Authors as written -> problems for an entry that joins several names, such as `authors: A and B`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from press.model.content import Article, Author
from press.model.names import fold
from press.model.problem import Problem
from press.read.names import Register

# "and" in the languages of Europe, as whole words.
_AND = "and And AND und Und UND et og och ja és un ir și en ve та і й и".split()
# Single letters that are part of many a person's own name too: Ortega y Gasset, Thomas a Kempis.
_WEAK = "a e i y".split()
# A slash, a plus and a bar join names only with blanks around them.
_SIGN = r"\s*[;&、]\s*|\s+[+/|]\s+"
_BETWEEN = re.compile(rf"\s+(?:{'|'.join(_AND)}|with|mit|avec)\s+|{_SIGN}")
_PERHAPS = re.compile(rf"\s+(?:{'|'.join(_WEAK)})\s+")
_AHEAD = re.compile(rf"^(?:{'|'.join(_AND)}|&)\s+")


def joined_names(articles: Iterable[Article], authors: Register[Author]) -> Iterator[Problem]:
    """Find entries of `authors`, `translator` and `editor` that hold several names; each name is a person of its own.

    An entry that has a file is one name. Where each part could be a whole name the entry is a problem, else
    ("Simon and Schuster") a note.
    """
    declared = {id_ for id_, author in authors.entries.items() if author.declared}
    known = frozenset(form for form, id_ in authors.ids.items() if id_ in declared)
    for article in articles:
        fields = {"authors": article.authors, "translator": article.translator, "editor": article.editor}
        for key, names in fields.items():
            split = [_parts(name, known) for name in names]
            for n, (name, parts) in enumerate(zip(names, split, strict=True)):
                if parts == [name]:
                    continue
                place, excerpt = article.where.at(f"{key}.{n}")
                whole = ", ".join(dict.fromkeys(chain.from_iterable(split)))
                hint = f"{key}: [{whole}]; if it is one name, make a file for it in content/authors"
                message = f'"{name}" reads like several names, and would be one person'
                yield Problem(place, message, hint, excerpt, is_note=not _are_whole(parts, known))


def _parts(name: str, known: frozenset[str]) -> list[str]:
    """Return the names that an entry holds; the entry itself where it has a file or is one name."""
    if fold(name) in known:
        return [name]
    parts = [part for part in _BETWEEN.split(_AHEAD.sub("", name, count=1)) if part]
    perhaps = [part for each in parts for part in _PERHAPS.split(each)]
    return (perhaps if _are_whole(perhaps, known) else parts) or [name]


def _are_whole(parts: Iterable[str], known: frozenset[str]) -> bool:
    """Whether each part has a file or is more than one word, as whole names mostly are."""
    return all(" " in part.strip() or fold(part) in known for part in parts)
