"""Models -> JSON Schema, for programs that complete and check keys while an editor types."""

from __future__ import annotations

from typing import Any

from press.read.schema.fields import Keys
from press.read.schema.pieces import ArticleKeys
from press.read.schema.publication import ConfigKeys

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def front_matter_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of an article's front matter, with a description of every key."""
    return _schema(ArticleKeys, "Front matter of an article")


def config_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of config.yaml, with a description of every key."""
    return _schema(ConfigKeys, "config.yaml")


def _schema(model: type[Keys], title: str) -> dict[str, Any]:
    made = model.model_json_schema(by_alias=True)
    plain: dict[str, Any] = _plain(made)
    return {"$schema": DRAFT, **plain, "title": title}


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Take out what only Python needs: titles made from names, "null", defaults that are written as nothing."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {
        name: {key: _plain(inner) for key, inner in item.items()} if name in {"properties", "$defs"} else _plain(item)
        for name, item in value.items()
        if not (name == "title" and isinstance(item, str))
        and not (name == "default" and item in (None, "", [], {}, ()))
    }
    if kept.get("type") == "string" and not isinstance(kept.get("default", ""), str):
        del kept["default"]
    choices = kept.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        rest = [choice for choice in choices if choice != {"type": "null"}]
        del kept["anyOf"]
        kept = {**(rest[0] if len(rest) == 1 else {"anyOf": rest}), **kept}
    return kept
