"""Texts that hold two languages at once (qTranslate) -> each by itself."""

from __future__ import annotations

import re

# [:en]Words[:de]Worte[:] and, in older versions, a comment in place of each bracket.
_MARK = re.compile(r"(?:\[:|<!--:)([a-z]{2})?(?:\]|-->)")


def languages_of(text: str) -> tuple[str, ...]:
    """Return the languages that stand in one text, in the order that they begin; () where it is of one."""
    if "[:" not in text and "<!--:" not in text:
        return ()
    found = tuple(dict.fromkeys(mark[1] for mark in _MARK.finditer(text) if mark[1]))
    return found if len(found) > 1 else ()


def split_languages(text: str, lang: str) -> str:
    """Return what a text says in `lang`, with what stands outside of all marks."""
    parts: list[str] = []
    current, at = "", 0
    for mark in _MARK.finditer(text):
        if current in {"", lang}:
            parts.append(text[at : mark.start()])
        current, at = mark[1] or "", mark.end()
    if current in {"", lang}:
        parts.append(text[at:])
    return "".join(parts)
