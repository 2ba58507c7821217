"""Every regular expression of press/ -> texts at which it would be slow, if its form allowed it.

Slow forms are found by experiment: each repeat in a pattern is pumped, that is, a text is made in which what it
repeats stands many times, after what comes before it and before what the pattern cannot match. A pattern that is looked
for in such a text takes a time in proportion to the text's length, or its form is wrong.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import press

sre: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")

_CANDIDATES = "a 0-_<>\"'.:/=|#*&;{}[]()!?%+~`^$@,\n\t\u00a0Aé中"
_LONG = 64  # a repeat that may go on for longer is pumped
_MISMATCHES = ("\x01", "")


@dataclass(frozen=True, slots=True)
class Used:
    """A pattern, and whether it is looked for in a text or only matched at a place of one."""

    pattern: re.Pattern[str]
    is_searched: bool


@cache
def patterns() -> Mapping[str, Used]:
    """Return each pattern by `module:name`: of modules and their classes, and those in calls (`module:line`)."""
    found: dict[str, Used] = {}
    for info in pkgutil.walk_packages(press.__path__, "press."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in list(vars(module).items()):
            is_class = isinstance(value, type) and value.__module__ == info.name
            held = {f"{name}.{inner}": each for inner, each in vars(value).items()} if is_class else {name: value}
            for where, each in held.items():
                for number, pattern in enumerate(_in_value(each)):
                    key = f"{info.name}:{where}" + (f"[{number}]" if number else "")
                    found[key] = Used(pattern, where != name or _is_searched(module, name))
        found |= {f"{info.name}:{line}": used for line, used in _in_calls(module)}
    return found


def _is_searched(module: ModuleType, name: str) -> bool:
    """Return whether a module uses its pattern in another way than by `match` and `fullmatch`."""
    uses = re.findall(rf"\b{re.escape(name)}\b(?!\s*[=:])(?:\.(\w+))?", _source(module))
    return any(use not in {"match", "fullmatch"} for use in uses) or not uses


def _source(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text("utf-8")


def _in_value(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _in_value(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _in_value(each)


def _in_calls(module: ModuleType) -> Iterator[tuple[int, Used]]:
    """Yield line and pattern of each `re.sub("…", …)` and the like."""
    for node in ast.walk(ast.parse(_source(module))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            method, first = node.func.attr, node.args[0]
            of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and method != "compile"
            if of_re and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, Used(re.compile(first.value), method not in {"match", "fullmatch"})


def pumped(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Yield texts of about `length` characters at which `pattern` would be slow."""
    seen = set()
    for before, unit in _repeats(list(parser.parse(pattern.pattern, pattern.flags)), ""):
        if unit and (before, unit) not in seen:
            seen.add((before, unit))
            for mismatch in _MISMATCHES:
                yield before + unit * (length // len(unit)) + mismatch
                yield (before + unit) * (length // len(before + unit)) + mismatch
            yield (before + unit * 3 + "\x01") * (length // len(before + unit * 3 + "\x01"))


def _repeats(nodes: Sequence[Any], before: str) -> Iterator[tuple[str, str]]:
    """Yield (what stands before it, what it repeats) for each long repeat among `nodes`."""
    for operation, argument in nodes:
        if operation in _REPEATS and argument[1] > _LONG:
            yield before, _sample(list(argument[2]))
        for inner in _inside(operation, argument):
            yield from _repeats(inner, before)
        before += _sample([(operation, argument)])


def _inside(operation: Any, argument: Any) -> list[list[Any]]:
    """Return the sequences of nodes that a node holds."""
    if operation in _REPEATS:
        return [list(argument[2])]
    if operation is sre.SUBPATTERN:
        return [list(argument[3])]
    if operation is sre.ATOMIC_GROUP:
        return [list(argument)]
    if operation is sre.BRANCH:
        return [list(branch) for branch in argument[1]]
    return [list(argument[1])] if operation in {sre.ASSERT, sre.ASSERT_NOT} else []


_REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}


def _sample(nodes: Sequence[Any]) -> str:
    """Return a short text that `nodes` match, or nearly."""
    return "".join(_sample_of(operation, argument) for operation, argument in nodes)


def _sample_of(operation: Any, argument: Any) -> str:
    if operation is sre.LITERAL:
        return chr(argument)
    if operation is sre.NOT_LITERAL:
        return next(each for each in _CANDIDATES if ord(each) != argument)
    if operation is sre.ANY:
        return "a"
    if operation is sre.IN:
        return _member(argument)
    if operation in {sre.ASSERT, sre.ASSERT_NOT}:
        return ""
    samples = [_sample(inner) for inner in _inside(operation, argument)]
    times = max(1, min(argument[0], 3)) if operation in _REPEATS else 1
    return max(samples, key=len, default="") * times


def _member(items: Sequence[Any]) -> str:
    """Return a character of a set."""
    inside = "".join(_written(item) for item in items)
    of_set = re.compile(f"[{inside}]")
    return next((each for each in _CANDIDATES if of_set.match(each)), _literal(items))


def _literal(items: Sequence[Any]) -> str:
    for operation, argument in items:
        if operation is sre.LITERAL:
            return chr(argument)
        if operation is sre.RANGE:
            return chr(argument[0])
    return ""


def _written(item: Any) -> str:
    operation, argument = item
    if operation is sre.NEGATE:
        return "^"
    if operation is sre.LITERAL:
        return re.escape(chr(argument)) if argument < 128 else chr(argument)
    if operation is sre.RANGE:
        return f"\\U{argument[0]:08x}-\\U{argument[1]:08x}"
    return _CATEGORIES.get(argument, "")


_CATEGORIES = {
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
}
