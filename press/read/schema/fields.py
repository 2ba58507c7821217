"""Text -> the value that a key takes; a mistake says in a writer's words what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from press.model.publication import FOOTER_PARTS, FooterPart
from press.read.dates import DateFault, Moment, parse_date
from press.read.hints import did_you_mean

_SPACES = re.compile(r"[ \t\n\r]+")
_WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)", re.ASCII)
_FOCUS = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%\s+(\d{1,3}(?:\.\d+)?)\s*%", re.ASCII)
_FLAG_WORDS: Mapping[str, str] = {"yes": "true", "on": "true", "no": "false", "off": "false"}


class Keys(BaseModel):
    """A group of keys: no others are taken, and no value is converted behind the writer's back."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True, slots=True, eq=False)
class FieldReader:
    """How a key's value is read, and the JSON Schema that editors' programs see.

    `blank`: the key may be written and left empty, which is the same as leaving it out.
    """

    read: Callable[[object], object]
    shown: Mapping[str, Any] = field(default_factory=dict)
    blank: bool = True

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic read the value by `read` alone."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Give `shown`."""
        return dict(self.shown)


def mistake(message: str, hint: str = "") -> PydanticCustomError:
    """Return the error to raise for a value; `{key}` in either text stands for the key (`image.src`)."""
    return PydanticCustomError("mistake", "{message}", {"message": message, "hint": hint})


def as_text(value: object) -> str:
    """Return a value that must be text, without blanks around it. Raises a mistake for anything else."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    hint = "put quotes around the value"
    raise mistake(f"{{key}} takes text, not {'a list' if isinstance(value, list) else 'keys of its own'}", hint)


def some_text(value: object) -> str:
    """Return a text that is not empty. Raises a mistake."""
    text = as_text(value)
    if not text:
        raise mistake("{key} is empty", "write a value, or take the line out")
    return text


def _one_blank(blanks: re.Match[str]) -> str:
    """Return one blank for a line break or a tab with the blanks around it; blanks by themselves stay."""
    return " " if blanks[0].strip(" ") else blanks[0]


def line_of_text(longest: int) -> Callable[[object], str]:
    """Return a reader for text on one line, of at most `longest` characters; line breaks become blanks."""

    def read(value: object) -> str:
        text = some_text(value)
        if "\n" in text or "\t" in text:
            text = _SPACES.sub(_one_blank, text)
        if len(text) > longest:
            raise mistake(f"{{key}} is longer than {longest} characters (it has {len(text)})", "shorten it")
        return text

    return read


def one_of(*words: str) -> FieldReader:
    """Return the reader for a text that is one of `words`."""

    def read(value: object) -> str:
        text = some_text(value)
        if text in words:
            return text
        hint = did_you_mean(text, words, alike=0.6) or f"write one of: {', '.join(words)}"
        listed = f"{', '.join(words[:-1])} or {words[-1]}"
        raise mistake(f'{{key}} takes {listed}, not "{text[:40]}"', hint)

    return FieldReader(read, {"type": "string", "enum": list(words)}, blank=False)


def whole_number(low: int, high: int) -> FieldReader:
    """Return the reader for a whole number from `low` to `high`."""

    def read(value: object) -> int:
        text = some_text(value)
        clock = _CLOCK.fullmatch(text)
        if clock:
            number = int(clock[1]) * 60 + int(clock[2])
            raise mistake(f'{{key}} takes a whole number, not "{text}"', f"write {number} or '{text}'")
        if not _WHOLE.fullmatch(text):
            raise mistake(f'{{key}} takes a whole number, not "{text[:40]}"', f"{{key}}: {max(low, 1)}")
        if not low <= int(text) <= high:
            raise mistake(f"{{key}} takes a number from {low} to {high}", f"{{key}}: {max(low, min(int(text), high))}")
        return int(text)

    return FieldReader(read, {"type": "integer", "minimum": low, "maximum": high})


def _flag(value: object) -> bool:
    word = as_text(value)
    if word.lower() in {"true", "false"}:
        return word.lower() == "true"
    shown = f'"{word[:40]}"' if word else "empty"
    raise mistake(f"{{key}} is {shown}: use true or false", f"{{key}}: {_FLAG_WORDS.get(word.lower(), 'true')}")


def _moment(value: object) -> Moment:
    try:
        return parse_date(some_text(value))
    except DateFault as fault:
        raise mistake(fault.message, fault.hint) from None


def split_names(value: object) -> object:
    """Return the names in `a, b` as a list; what is no text is returned as it is."""
    if isinstance(value, str):
        return [name.strip() for name in value.split(",") if name.strip()]
    return value


def _footer(value: object) -> tuple[FooterPart, ...]:
    items = split_names(value)
    if not isinstance(items, list):
        raise mistake("{key} takes a list", f"{{key}}: [{', '.join(FOOTER_PARTS)}]")
    for item in items:
        if item not in FOOTER_PARTS:
            hint = did_you_mean(str(item), FOOTER_PARTS, alike=0.6) or f"the parts are {', '.join(FOOTER_PARTS)}"
            raise mistake(f'the footer has no part "{item}"', hint)
    return tuple(dict.fromkeys(items))


def _text_or_false(value: object) -> str | Literal[False]:
    text = as_text(value)
    if text.lower() == "false":
        return False
    if text.lower() in {"", "true", "no", "none", "off", "yes"}:
        raise mistake("{key} takes a text, or false for none", "{key}: false")
    return text


def _focus(value: object) -> tuple[float, float]:
    match = _FOCUS.fullmatch(some_text(value))
    if not match or float(match[1]) > 100 or float(match[2]) > 100:
        raise mistake("{key} takes two percentages, from the left and from the top", "{key}: 50% 30%")
    return float(match[1]), float(match[2])


_STRING = {"type": "string"}

Line = Annotated[str, FieldReader(line_of_text(300), _STRING)]
Words = Annotated[str, FieldReader(line_of_text(2_000), _STRING)]
Prose = Annotated[str, FieldReader(some_text, _STRING)]
Name = Annotated[str, FieldReader(line_of_text(200), _STRING)]
NameList = Annotated[list[Name], BeforeValidator(split_names, json_schema_input_type=str | list[str])]
Flag = Annotated[bool, FieldReader(_flag, {"type": "boolean"}, blank=False)]
When = Annotated[Moment, FieldReader(_moment, _STRING)]
FooterParts = Annotated[
    tuple[FooterPart, ...] | None,
    FieldReader(_footer, {"type": "array", "items": {"enum": list(FOOTER_PARTS)}}, blank=False),
]
TextOrFalse = Annotated[
    str | Literal[False] | None, FieldReader(_text_or_false, {"anyOf": [_STRING, {"const": False}]}, blank=False)
]
Focus = Annotated[
    tuple[float, float], FieldReader(_focus, {"type": "string", "pattern": r"^\d+(\.\d+)?% \d+(\.\d+)?%$"})
]
FreeKeys = dict[str, Any]
