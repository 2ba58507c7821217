from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from press.read.json_schema import config_schema, front_matter_schema
from press.read.schema.pieces import ArticleKeys
from press.read.schema.publication import ConfigKeys

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = {"front matter": front_matter_schema(), "config": config_schema()}


def as_an_editor_sees_it(text: str) -> Any:
    """YAML 1.2, as editors' programs read it: dates are text."""
    loader = yaml.SafeLoader(text)
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return loader.get_data()


def keys_in(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from schema.get("properties", {}).items()
    for group in schema.get("$defs", {}).values():
        yield from keys_in(group)


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described_and_no_other_is_allowed(name: str) -> None:
    schema = SCHEMAS[name]
    assert [key for key, about in keys_in(schema) if not about.get("description", "").endswith(".")] == []
    groups = [schema, *schema["$defs"].values()]
    assert all(group["additionalProperties"] is False for group in groups)
    assert '"null"' not in str(schema).replace("'", '"')


def test_the_keys_are_those_that_are_read() -> None:
    assert SCHEMAS["front matter"]["required"] == ["title", "date"]
    assert SCHEMAS["config"]["required"] == ["title", "url"]
    assert list(SCHEMAS["front matter"]["properties"]) == list(ArticleKeys.model_fields)
    assert list(SCHEMAS["config"]["properties"]) == list(ConfigKeys.model_fields)
    assert "sameAs" in SCHEMAS["config"]["$defs"]["OrganizationKeys"]["properties"]


@pytest.mark.parametrize(
    ("name", "text", "is_good"),
    [
        ("front matter", "title: Rent\ndate: 2026-03-02", True),
        ("front matter", "title: Rent\ndate: 2026-03-02T06:30\nauthors: a, b\ntopics: [a]\ndraft: true\npart: 2", True),
        ("front matter", "title: Rent\ndate: 2026-03-02\ndisclaimer: false\nimage: {src: x.jpg, focus: 50% 20%}", True),
        (
            "front matter",
            "title: Rent\ndate: 2026-03-02\ncorrections: [{date: 2026-03-03, type: update, text: x}]",
            True,
        ),
        ("front matter", "title: Rent", False),
        ("front matter", "title: Rent\ndate: 2026-03-02\ntilte: x", False),
        ("front matter", "title: Rent\ndate: 2026-03-02\ndraft: maybe", False),
        ("front matter", "title: Rent\ndate: 2026-03-02\ndisclaimer: true", False),
        ("front matter", "title: Rent\ndate: 2026-03-02\nimage: x.jpg", False),
        ("front matter", "title: Rent\ndate: 2026-03-02\nfooter: [x]", False),
        ("config", "title: T\nurl: https://example.org/\nkinds: {review: {label: R}}\ncsp: {img-src: x}", True),
        ("config", "title: T\nurl: https://example.org/\nkinds: {review: {lable: R}}", False),
        ("config", "title: T\nurl: https://example.org/\nai: maybe", False),
        ("config", "title: T", False),
    ],
)
def test_an_editors_program_agrees_with_the_build(name: str, text: str, is_good: bool) -> None:
    assert Draft202012Validator(SCHEMAS[name]).is_valid(as_an_editor_sees_it(text)) is is_good


def test_the_sites_own_config_fits() -> None:
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    errors = Draft202012Validator(SCHEMAS["config"]).iter_errors(as_an_editor_sees_it(text))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []
