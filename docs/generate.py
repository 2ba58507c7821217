"""Code -> the tables and schemas in docs/: what layouts are given, which keys there are. `make docs` writes them."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from press.plan.layout_contract import LAYOUTS, SHARED  # noqa: E402 - the path comes first
from press.read.json_schema import config_schema, front_matter_schema  # noqa: E402
from press.read.schema.profiles import AuthorKeys, PageKeys, TopicKeys  # noqa: E402

_BLOCK = re.compile(r"(<!-- made: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


def updated(text: str) -> str:
    """Return a document with every block `<!-- made: name --> ... <!-- end -->` made anew."""
    return _BLOCK.sub(lambda match: f"{match[1]}{_make(match[2])}{match[3]}", text)


def _make(name: str) -> str:
    makers = {
        "layouts": _layout_tables,
        "values": _value_tables,
        "front-matter": lambda: _key_table(front_matter_schema()),
        "config": lambda: _key_table(config_schema()),
        "kinds": lambda: _key_table(config_schema()["$defs"]["KindKeys"]),
        "author": lambda: _key_table(AuthorKeys.model_json_schema()),
        "topic": lambda: _key_table(TopicKeys.model_json_schema()),
        "page": lambda: _key_table(PageKeys.model_json_schema()),
        "targets": lambda: _key_table(config_schema()["$defs"]["TargetKeys"]),
    }
    return "\n" + makers[name]().rstrip() + "\n\n"


def _layout_tables() -> str:
    rows = ["| layout | is given |", "| --- | --- |", f"| every layout that names it | {_given(SHARED)} |"]
    rows += [f"| `{layout}` | {_given(names)} |" for layout, names in LAYOUTS.items()]
    return "\n".join(rows)


def _given(names: Mapping[str, object]) -> str:
    return ", ".join(f"`{name}`: {_type(kind)}" for name, kind in names.items())


def _value_tables() -> str:
    return "\n".join(_value_table(kind) for kind in _reached())


def _reached() -> list[Any]:
    """Every dataclass that a layout can reach, by name."""
    found: dict[str, Any] = {}
    waiting = [kind for names in (SHARED, *LAYOUTS.values()) for kind in names.values()]
    while waiting:
        kind = waiting.pop()
        if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind.__name__ not in found:
            found[kind.__name__] = kind
            waiting += get_type_hints(kind).values()
        waiting += get_args(kind)
    return [found[name] for name in sorted(found)]


def _value_table(kind: type) -> str:
    hints = get_type_hints(kind)
    about = " ".join(line.strip() for line in (kind.__doc__ or "").strip().splitlines())
    rows = [f"| `{field.name}` | {_type(hints[field.name])} |" for field in dataclasses.fields(kind)]
    return "\n".join([f"### {kind.__name__}", "", about, "", "| name | is |", "| --- | --- |", *rows, ""])


def _type(kind: object) -> str:
    if kind is type(None):
        return "none"
    if isinstance(kind, types.UnionType):
        return " or ".join(_type(part) for part in get_args(kind))
    if get_origin(kind) is tuple:
        parts = [part for part in get_args(kind) if part is not ...]
        return f"list of {_type(parts[0])}" if len(parts) == 1 else "(" + ", ".join(map(_type, parts)) + ")"
    if get_origin(kind) is not None:
        return "mapping"
    if dataclasses.is_dataclass(kind):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"  # type: ignore[union-attr]
    return {"str": "text", "bool": "true or false", "int": "number", "float": "number"}.get(
        kind.__name__, kind.__name__
    )


def _key_table(schema: Mapping[str, Any]) -> str:
    rows = ["| key | is | meaning |", "| --- | --- | --- |"]
    for key, about in _keys(schema, schema):
        rows.append(f"| `{key}` | {_kind(about)} | {about.get('description', '').replace('|', '/')} |")
    return "\n".join(rows)


def _keys(schema: Mapping[str, Any], whole: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, about in schema.get("properties", {}).items():
        yield before + name, about
        inner = _object_in(about, whole)
        if inner:
            yield from _keys(inner, whole, f"{before}{name}.")


def _object_in(about: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The object that a key holds, straight or as one of its forms."""
    for form in _forms(about):
        if not isinstance(form, dict):
            continue
        target = whole["$defs"][form["$ref"].rsplit("/", 1)[1]] if "$ref" in form else form
        if target.get("properties"):
            return target
    return None


def _forms(about: Mapping[str, Any]) -> Iterator[Any]:
    """What a key may hold, and what the items of its lists may be."""
    for form in (about, *about.get("anyOf", ()), *about.get("oneOf", ())):
        yield form
        items = form.get("items", {})
        yield from (items, *items.get("anyOf", ()))


def _kind(about: Mapping[str, Any]) -> str:
    forms = [about, *about.get("anyOf", ()), *about.get("oneOf", ())]
    names = [form["type"] for form in forms if isinstance(form.get("type"), str) and form["type"] != "null"]
    words = {"string": "text", "boolean": "true or false", "integer": "number", "array": "list", "object": "keys"}
    return " or ".join(dict.fromkeys(words.get(name, name) for name in names)) or "keys"


def schemas() -> Mapping[str, str]:
    """Return the JSON Schemas that editors' completion reads, by their path in docs/."""
    made = {"schema/front-matter.schema.json": front_matter_schema(), "schema/config.schema.json": config_schema()}
    return {path: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for path, schema in made.items()}


if __name__ == "__main__":
    (HERE / "schema").mkdir(exist_ok=True)
    for path, schema in schemas().items():
        (HERE / path).write_text(schema, encoding="utf-8")
    for document in sorted(HERE.glob("*.md")):
        document.write_text(updated(document.read_text(encoding="utf-8")), encoding="utf-8")
