"""SavedPlan: all that planning found, kept in the store so that the next build can render single pages.

Pieces are decoded one by one, when they are asked for; most never are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from press.build.load import LoadedSite
from press.model.body import RichText
from press.model.cache import CacheReader
from press.model.catalogue import Catalogue, CopiedFile, PictureFile, Piece, Words
from press.model.content import Article, Author, HeldBack, StaticPage, Topic
from press.model.lazy import Lazy, updated
from press.model.lines import packed_rows, unpacked_rows
from press.model.picture import PictureSettings
from press.model.publication import Publication
from press.model.related import Chosen
from press.model.site import Site
from press.plan.context import PlanContext
from press.plan.grouping import Groups
from press.plan.urls import Addresses, split_url
from press.read.cached import cached_article
from press.related.codec import decode_ranking, encode_changes, encode_ranking
from press.related.ranking import Ranking
from press.render.layouts import Layout, Layouts
from press.write.store import Store

_FRAME, _PIECES, _CHOSEN, _CHANGED = "frame", "pieces", "chosen", "changed"
_RANKING, _RANKING_CHANGED = "ranking", "ranking changed"


@dataclass(frozen=True, slots=True)
class _PlanHeader:
    """A saved plan without its pieces and their related pieces."""

    authors: Mapping[str, Author]
    topics: Mapping[str, Topic]
    pages: Mapping[str, StaticPage]
    words: Mapping[str, Words]
    disclaimers: Sequence[tuple[str, str, RichText | None]]
    pictures: Mapping[str, PictureFile]
    files: tuple[CopiedFile, ...]
    held_back: tuple[HeldBack, ...]
    links: Mapping[str, tuple[tuple[str, str], ...]]
    unpublished: Mapping[str, HeldBack]
    ids: Mapping[str, str]
    groups: Groups
    paths: Mapping[str, str]
    assets: Mapping[str, str]
    layouts: Mapping[str, Layout]
    picture_settings: PictureSettings


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """What a build planned: the catalogue, its groups and addresses, the related pieces of each piece, the layouts.

    `keys` has the cache's key of each parsed article, by stem; `assets` the published path of each asset.
    """

    catalogue: Catalogue
    groups: Groups
    addresses: Addresses
    chosen: Mapping[str, Chosen]
    ranking: Ranking
    keys: Mapping[str, str]
    assets: Mapping[str, str]
    layouts: Mapping[str, Layout]
    picture_settings: PictureSettings


def saved_plan_of(
    loaded: LoadedSite, context: PlanContext, ranking: Ranking, chosen: Mapping[str, Chosen]
) -> SavedPlan:
    """Return what a full build has planned."""
    sources = context.sources
    return SavedPlan(
        catalogue=loaded.catalogue,
        groups=sources.groups,
        addresses=sources.addresses,
        chosen=chosen,
        ranking=ranking,
        keys=loaded.keys,
        assets=loaded.assets.paths,
        layouts=loaded.layouts.layouts,
        picture_settings=loaded.picture_settings,
    )


def encode_plan(saved_plan: SavedPlan) -> Mapping[str, bytes]:
    """Return a plan as the values that the store keeps, by name."""
    catalogue = saved_plan.catalogue
    frame = _PlanHeader(
        authors=catalogue.authors,
        topics=catalogue.topics,
        pages=catalogue.pages,
        words=catalogue.words,
        disclaimers=[(lang, kind, text) for (lang, kind), text in catalogue.disclaimers.items()],
        pictures=catalogue.pictures,
        files=catalogue.files,
        held_back=catalogue.held_back,
        links=catalogue.links,
        unpublished=catalogue.unpublished,
        ids=catalogue.ids,
        groups=saved_plan.groups,
        paths=saved_plan.addresses.paths,
        assets=saved_plan.assets,
        layouts=saved_plan.layouts,
        picture_settings=saved_plan.picture_settings,
    )
    pieces = {stem: _resolved(saved_plan.keys[stem], piece) for stem, piece in catalogue.pieces.items()}
    chosen = {stem: (found.card, found.list) for stem, found in saved_plan.chosen.items()}
    return {
        _FRAME: _header_adapter().dump_json(frame),
        _PIECES: packed_rows(pieces),
        _CHOSEN: packed_rows(chosen),
        _CHANGED: b"{}",
        **_whole_ranking(encode_ranking(saved_plan.ranking)),
    }


def _chosen(rows: Mapping[str, Any]) -> Mapping[str, Chosen]:
    return Lazy(rows, lambda stem: Chosen(rows[stem][0], tuple(rows[stem][1])))


def encode_plan_changes(
    saved_plan: SavedPlan, stems: Sequence[str], before: Ranking, store: Store, output: Path
) -> Mapping[str, bytes]:
    """Return what a partial build adds to the plan in the store: the pieces `stems`, and the ranking's changes.

    `before` is the ranking as the store has it.
    """
    changed = json.loads(store.kept(output, _CHANGED) or b"{}")
    for stem in stems:
        chosen = saved_plan.chosen.get(stem, Chosen())
        changed[stem] = (saved_plan.keys[stem], chosen.card, chosen.list)
    ranking = encode_changes(before, saved_plan.ranking, store.kept(output, _RANKING_CHANGED) or b"")
    rows = _whole_ranking(encode_ranking(saved_plan.ranking)) if ranking is None else {_RANKING_CHANGED: ranking}
    return {_CHANGED: json.dumps(changed).encode(), **rows}


def _whole_ranking(ranking: bytes) -> Mapping[str, bytes]:
    return {_RANKING: ranking, _RANKING_CHANGED: b""}


def load_ranking(store: Store, output: Path) -> Ranking | None:
    """Return the ranking that the last build of `output` left in the store."""
    whole, changed = store.kept(output, _RANKING), store.kept(output, _RANKING_CHANGED)
    return None if whole is None or changed is None else decode_ranking(whole, changed)


def load_saved_plan(store: Store, publication: Publication, site: Site, cache: CacheReader) -> SavedPlan | None:
    """Return the plan that the last build left in the store, or None where a part of it is missing."""
    output = Path(site.output)
    parts = [store.kept(output, name) for name in (_FRAME, _PIECES, _CHOSEN, _CHANGED)]
    ranking = load_ranking(store, output)
    if any(part is None for part in parts) or ranking is None:
        return None
    frame_bytes, pieces_bytes, chosen_bytes, changed_bytes = (part or b"" for part in parts)
    frame: _PlanHeader = _header_adapter().validate_json(frame_bytes)
    rows, chosen = unpacked_rows(pieces_bytes), unpacked_rows(chosen_bytes)
    changed: Mapping[str, Sequence[Any]] = json.loads(changed_bytes)
    rows = updated(rows, {stem: [key, *rows[stem][1:]] for stem, (key, _, _) in changed.items()})
    chosen = updated(chosen, {stem: found for stem, (_, *found) in changed.items()})
    return SavedPlan(
        catalogue=_edition(frame, publication, site, Lazy(rows, lambda stem: _piece(rows[stem], cache))),
        groups=frame.groups,
        addresses=Addresses(*split_url(publication.url), frame.paths),
        chosen=_chosen(chosen),
        ranking=ranking,
        keys=Lazy(rows, lambda stem: str(rows[stem][0])),
        assets=frame.assets,
        layouts=frame.layouts,
        picture_settings=frame.picture_settings,
    )


def _edition(frame: _PlanHeader, publication: Publication, site: Site, pieces: Mapping[str, Piece]) -> Catalogue:
    return Catalogue(
        publication=publication,
        now=site.now,
        pieces=pieces,
        authors=frame.authors,
        topics=frame.topics,
        pages=frame.pages,
        words=frame.words,
        disclaimers={(lang, kind): text for lang, kind, text in frame.disclaimers},
        pictures=frame.pictures,
        files=frame.files,
        held_back=frame.held_back,
        links=frame.links,
        unpublished=frame.unpublished,
        ids=frame.ids,
    )


def with_pieces(saved_plan: SavedPlan, articles: Mapping[str, Article], keys: Mapping[str, str]) -> SavedPlan:
    """Return the plan with the new articles of some pieces, and the cache's keys of these."""
    pieces = saved_plan.catalogue.pieces
    new = {stem: replace(pieces[stem], article=article) for stem, article in articles.items()}
    catalogue = replace(saved_plan.catalogue, pieces=updated(pieces, new))
    return replace(saved_plan, catalogue=catalogue, keys=updated(saved_plan.keys, keys))


def layouts_of(saved_plan: SavedPlan, sources: Mapping[str, str]) -> Layouts:
    """Return the layouts of a plan; their `sources` have not changed since."""
    return Layouts(sources, saved_plan.catalogue.words, saved_plan.layouts, ())


def _resolved(key: str, piece: Piece) -> list[object]:
    """Return a piece as a row, without its article, which the cache has under `key`."""
    return [
        key,
        piece.authors,
        piece.topics,
        piece.translators,
        piece.editors,
        piece.related,
        piece.related_exclude,
        piece.card,
        piece.replies_to,
        piece.translation_of,
        piece.links,
    ]


def _piece(row: Sequence[object], cache: CacheReader) -> Piece:
    key, *rest = row
    values = [_tuples(value) if isinstance(value, list) else value for value in rest]
    return Piece(cached_article(str(key), cache).value, *values)  # type: ignore[arg-type]


def _tuples(value: Sequence[object]) -> tuple[object, ...]:
    return tuple(tuple(one) if isinstance(one, list) else one for one in value)


@lru_cache(maxsize=1)
def _header_adapter() -> TypeAdapter[_PlanHeader]:
    return TypeAdapter(_PlanHeader)
