"""The kinds of piece that every section has, and those that a newsroom adds or changes in its config."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from press.model.publication import Byline, Kind
from press.read.schema.publication import KindKeys

_OPINION = "OpinionNewsArticle"
_ADVERTISING = "AdvertiserContentArticle"
_VIEWS: Mapping[Byline, Literal["author", "board", "writers", "sponsor"]] = {
    "author": "author",
    "board": "board",
    "letters": "writers",
    "sponsor": "sponsor",
}
DEFAULT_KINDS: Mapping[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind("op-ed", byline="author", views="author", schema_type=_OPINION),
        Kind("column", byline="author", views="author", schema_type=_OPINION),
        Kind("editorial", byline="board", views="board", schema_type=_OPINION),
        Kind("letters", byline="letters", views="writers", schema_type=_OPINION),
        Kind("analysis", byline="author", views="", schema_type="AnalysisNewsArticle"),
        Kind("explainer", byline="author", views="", schema_type="BackgroundNewsArticle"),
        Kind("satire", byline="author", views="satire", schema_type="SatiricalArticle", label_in_title=True),
        Kind("sponsored", byline="sponsor", views="sponsor", schema_type=_ADVERTISING, label_in_title=True),
    )
}


def merged_kinds(written: Mapping[str, KindKeys]) -> Mapping[str, Kind]:
    """Return all kinds by id: the section's usual ones with the newsroom's changes, then its own.

    A new kind is an opinion unless its schema.org type says otherwise; an opinion carries the default disclaimer
    about the views of whoever signs it, other kinds none. What a sponsor signs, or what is advertising by its type,
    is paid content: it says who paid, and its label goes before its title.
    """
    kinds = dict(DEFAULT_KINDS)
    for id_, keys in written.items():
        base = kinds.get(id_) or _new_kind(id_, keys)
        kinds[id_] = replace(
            base,
            label=keys.label or base.label,
            byline=keys.byline or base.byline,
            disclaimer=base.disclaimer if keys.disclaimer is None else keys.disclaimer,
            required=base.required if keys.required is None else keys.required,
            schema_type=keys.schema_type or base.schema_type,
            footer=base.footer if keys.footer is None else keys.footer,
            layout=keys.layout or base.layout,
            label_in_title=base.label_in_title if keys.label_in_title is None else keys.label_in_title,
        )
    return kinds


def _new_kind(id_: str, keys: KindKeys) -> Kind:
    is_opinion, is_advertising = keys.schema_type in {"", _OPINION}, keys.schema_type == _ADVERTISING
    byline: Byline = keys.byline or ("sponsor" if is_advertising else "author")
    is_paid = is_advertising or byline == "sponsor"
    views = "sponsor" if is_paid else _VIEWS[byline] if is_opinion else ""
    return Kind(id_, byline=byline, views=views, label_in_title=is_paid)
