"""What goes wrong while a layout is rendered -> words for a designer: what is not there, and what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches

from jinja2 import ChainableUndefined, StrictUndefined, TemplateError, TemplateRuntimeError, Undefined, UndefinedError
from jinja2.utils import missing

# What a layout's own code can raise, beside Jinja's errors.
FAULTS = (TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RuntimeError)
_DOCS = "docs/layouts.md lists what each layout is given"
_OF_NONE = re.compile(r'there is no "(\w+)" in what is none here')
_UNCLOSED = re.compile(r"The innermost block that needs to be closed is '(\w+)'")
_NO_FILTER = re.compile(r"No filter named '(\w+)'")
_NO_TEST = re.compile(r"No test named '(\w+)'")
_UNKNOWN_TAG = re.compile(r"Encountered unknown tag '(\w+)'")
_TAGS = (
    "if",
    "elif",
    "else",
    "for",
    "block",
    "extends",
    "include",
    "import",
    "from",
    "macro",
    "call",
    "set",
    "filter",
    "with",
    "raw",
)
_TAG_HINT = "look above for the tag that it belongs to"
_SIGNS = "a value is {{ like.this }}, a tag {% like this %}, and texts in them stand in quotes"
_SYNTAX_HINTS: Mapping[str, str] = {
    "expected token 'end of print statement'": "{{ ... }} holds one value: between two stands a sign, as ~ or |",
    "expected token 'end of statement block'": "a sign is missing or one too many before the end of {% ... %}",
    "unexpected end of template": "a {{, {% or {# is never closed",
    "Missing end of comment tag": "close the comment: #}",
    "unexpected char": "a sign that no value has; texts stand in quotes",
}
_NAME = re.compile(r'"(\w+)" is not known here')


class Empty(ChainableUndefined):
    """A free key that a piece or the section does not have: prints nothing, is false, and has no more in it."""

    __slots__ = ()


class Missing(StrictUndefined):
    """A name that a layout uses and nobody gave it: to use it is an error, which says what was meant."""

    __slots__ = ()

    def __new__(  # type: ignore[misc]
        cls,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> Undefined:
        """Return something empty for a free key (`piece.extra.podcast`), which some pieces have and others not."""
        # Of the other mapping, `assets`, each key is the name of a file.
        if isinstance(obj, Mapping) and not any("." in str(key) for key in obj):
            return Empty(hint, obj, name, exc)
        return super().__new__(cls)

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if not isinstance(name, str) or owner is missing:
            return f'"{name}" is not known here'
        if owner is None:
            return (
                f'there is no "{name}" in what is none here\n{{% if ... %}} around it leaves it out where there is none'
            )
        near = get_close_matches(name, sorted(_names_of(owner)), n=1)
        return f'there is no "{name}" in {_noun(owner)}' + (f'\ndid you mean "{near[0]}"?' if near else "")


def syntax_words(message: str, filters: Iterable[str], tests: Iterable[str]) -> tuple[str, str]:
    """Return what is wrong with a layout's syntax, and what to write; `message` is Jinja's own."""
    unclosed = _UNCLOSED.search(message)
    if unclosed:
        return f"the block {{% {unclosed[1]} %}} is never closed", f"{{% end{unclosed[1]} %}}"
    for pattern, known in ((_NO_FILTER, filters), (_NO_TEST, tests)):
        lost = pattern.search(message)
        if lost:
            near = get_close_matches(lost[1], sorted(known), n=1)
            kind = "filter" if pattern is _NO_FILTER else "test"
            return f'there is no {kind} "{lost[1]}"', f'did you mean "{near[0]}"?' if near else _DOCS
    tag = _UNKNOWN_TAG.search(message)
    if tag:
        near = get_close_matches(tag[1], _TAGS, n=1)
        ends = f"nothing that {{% {tag[1]} %}} would close is open here" if tag[1].startswith("end") else ""
        return ends or f'there is no tag "{tag[1]}"', f'did you mean "{near[0]}"?' if near and not ends else _TAG_HINT
    return message, _SYNTAX_HINTS.get(message.partition(",")[0].partition(" at ")[0], _SIGNS)


def sentence_and_hint(fault: Exception, given: Iterable[str], line: str = "") -> tuple[str, str]:
    """Return what went wrong and what to do; `given` are the names that the layout may use, `line` is where it was."""
    if isinstance(fault, RecursionError):
        return "the layout calls itself without end", "let the macro or block end by itself"
    if isinstance(fault, TemplateError):
        words = fault.message or type(fault).__name__
    else:
        words = str(fault.args[0]) if fault.args else type(fault).__name__
    sentence, _, hint = words.partition("\n")
    of_none = _OF_NONE.search(sentence)
    found = re.search(rf"([\w.]+)\.{of_none[1]}\b", line) if of_none else None
    if found:
        return (
            f"{found[1]} is none here, and has no {of_none[1] if of_none else ''}",
            f"{{% if {found[1]} %}}...{{% endif %}}",
        )
    unknown = _NAME.search(sentence)
    near = get_close_matches(unknown[1], sorted(given), n=1) if unknown else []
    return sentence, hint or (f'did you mean "{near[0]}"?' if near else _DOCS)


def _names_of(owner: object) -> Iterable[str]:
    if isinstance(owner, Mapping):
        return [str(key) for key in owner]
    return [field.name for field in fields(owner)] if is_dataclass(owner) else []


def _noun(owner: object) -> str:
    return f"a {type(owner).__name__}" if is_dataclass(owner) else "this value"
