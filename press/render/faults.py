"""What goes wrong while a layout is rendered -> words for a designer: what is not there, and what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches

from jinja2 import StrictUndefined, TemplateError
from jinja2.utils import missing

# What a layout's own code can raise, beside Jinja's errors.
FAULTS = (TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RuntimeError)
_DOCS = "docs/layouts.md lists what each layout is given"
_NAME = re.compile(r'"(\w+)" is not known here')


class Missing(StrictUndefined):
    """A name that a layout uses and nobody gave it: to use it is an error, which says what was meant."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if not isinstance(name, str) or owner is missing:
            return f'"{name}" is not known here'
        near = get_close_matches(name, sorted(_names_of(owner)), n=1)
        return f'there is no "{name}" in {_noun(owner)}' + (f'\ndid you mean "{near[0]}"?' if near else "")


def sentence_and_hint(fault: Exception, given: Iterable[str]) -> tuple[str, str]:
    """Return what went wrong and what to do; `given` are the names that the layout may use."""
    if isinstance(fault, RecursionError):
        return "the layout calls itself without end", "let the macro or block end by itself"
    if isinstance(fault, TemplateError):
        words = fault.message or type(fault).__name__
    else:
        words = str(fault.args[0]) if fault.args else type(fault).__name__
    sentence, _, hint = words.partition("\n")
    unknown = _NAME.search(sentence)
    near = get_close_matches(unknown[1], sorted(given), n=1) if unknown else []
    return sentence, hint or (f'did you mean "{near[0]}"?' if near else _DOCS)


def _names_of(owner: object) -> Iterable[str]:
    if isinstance(owner, Mapping):
        return [str(key) for key in owner]
    return [field.name for field in fields(owner)] if is_dataclass(owner) else []


def _noun(owner: object) -> str:
    return f"a {type(owner).__name__}" if is_dataclass(owner) else "this value"
