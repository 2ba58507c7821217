"""Names of the files in a folder of content/ -> problems for copies and twins, notes for files that are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.model.problem import Place, Problem
from press.model.text_files import is_copy_name, stem_of

_LIKE_TEXT = re.compile(r"(?:\.(?:md|markdown|txt|mdx|text|mkd))+$", re.IGNORECASE)


def unfit_names(folder: str, paths: Sequence[str], texts: Sequence[str]) -> Iterator[Problem]:
    """Find files that are not read, copies that programs made, and two files with one name."""
    first: dict[str, str] = {}
    for path in texts:
        other = first.setdefault(stem_of(path), path)
        if other != path:
            message = f'two files have the name "{stem_of(path)}": this one and {folder}/{other}'
            yield Problem(Place(f"{folder}/{path}"), message, "rename one of them, or delete it")
    for path in texts:
        if is_copy_name(path, first):
            message = "by its name this file is a copy that a program made, and would come out as a text of its own"
            yield Problem(Place(f"{folder}/{path}"), message, "keep one of the two and delete the other, or rename it")
    for path in sorted({*paths} - {*texts}):
        name = path.rpartition("/")[2]
        better = _LIKE_TEXT.sub("", name)
        is_words = better != name
        hint = f"rename it {better}.md" if is_words else "texts end in .md; pictures belong into content/images"
        yield Problem(Place(f"{folder}/{path}"), "this file is not read", hint, is_note=True)
