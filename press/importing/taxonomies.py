"""Categories, tags and own taxonomies of a source -> topics, kind, column, own keys, by a newsroom's list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from press.importing.people import letters_of
from press.importing.records import SourceTerm
from press.model.problem import ExitCode, Refusal

_DOES = ("topic", "drop")
_SETS = frozenset({"topic", "kind", "column", "series", "sponsor", "extra"})
# What posts of most sources mean; a newsroom's own list comes before.
_USUAL: Mapping[str, str] = {
    "categories": "topic",
    "tags": "topic",
    "topics": "topic",
    "series": "series",
    "type": "drop",
}
_NOT_TOPICS = frozenset(
    map(letters_of, ("uncategorized", "uncategorised", "allgemein", "sin categoría", "без категорії"))
)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a post's terms say of it."""

    topics: tuple[SourceTerm, ...] = ()
    kind: str = ""
    column: str = ""
    series: str = ""
    sponsor: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TermRules:
    """A newsroom's list: taxonomy -> `topic` or `drop`, or term -> what it sets. `*` stands for all other terms."""

    rules: Mapping[str, object] = field(default_factory=dict)

    def sort(self, terms: Iterable[SourceTerm]) -> Sorted:
        """Return what the terms of a post say."""
        topics: dict[str, SourceTerm] = {}
        values: dict[str, str] = {}
        extra: dict[str, str] = {}
        for term in terms:
            for key, value in self._sets(term).items():
                if key == "topic":
                    name = value or term.name
                    topics.setdefault(
                        letters_of(name),
                        term if not value else SourceTerm(term.taxonomy, value, term.slug, "", term.path),
                    )
                elif key == "extra":
                    extra[value or term.taxonomy] = ", ".join(
                        filter(None, [extra.get(value or term.taxonomy, ""), term.name])
                    )
                elif key != "drop":
                    values.setdefault(key, value or term.name)
        topics.pop("", None)
        return Sorted(tuple(topics.values()), extra=extra, **values)

    def _sets(self, term: SourceTerm) -> Mapping[str, str]:
        rule = self.rules.get(term.taxonomy)
        if isinstance(rule, Mapping):
            rule = next((rule[name] for name in (term.name, term.slug, "*") if name in rule), None)
        if rule is None:
            if letters_of(term.name) in _NOT_TOPICS:
                return {}
            rule = _USUAL.get(term.taxonomy, "extra")
        return _as_mapping(rule)


def term_rules(written: object, kinds: Iterable[str]) -> TermRules:
    """Return the rules of a list as YAML reads it. Raises Refusal (USAGE) for what they cannot say."""
    if not isinstance(written, Mapping):
        raise Refusal("--map holds no list of taxonomies", code=ExitCode.USAGE, hint="categories: {News: drop}")
    known = frozenset(kinds)
    for taxonomy, rule in written.items():
        for each in rule.values() if isinstance(rule, Mapping) else (rule,):
            _check(str(taxonomy), each, known)
    return TermRules(dict(written))


def _check(taxonomy: str, rule: object, kinds: frozenset[str]) -> None:
    sets = _as_mapping(rule)
    for key, value in sets.items():
        if key not in _SETS and key not in _DOES:
            hint = f"{taxonomy}: {{The Slow Lane: {{column: The Slow Lane}}, News: drop}}"
            raise Refusal(f'--map: "{key}" says nothing of a post', code=ExitCode.USAGE, hint=hint)
        if key == "kind" and value not in kinds:
            hint = f"the kinds are {', '.join(sorted(kinds))}"
            raise Refusal(f'--map: there is no kind "{value}"', code=ExitCode.USAGE, hint=hint)


def _as_mapping(rule: object) -> Mapping[str, str]:
    """`topic` -> {topic: ""}; `{kind: letters}` -> itself."""
    if isinstance(rule, Mapping):
        return {str(key): str(value or "") for key, value in rule.items()}
    return {str(rule): ""}
