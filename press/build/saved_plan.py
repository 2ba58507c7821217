"""Forme: an edition as the last build left it, locked up and kept, so that single pages can be printed again.

In letterpress a forme is the type of a page, ready for the press. What is kept here is all that planning found; pieces
are taken out of it one by one, and most never are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
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
from press.read.cached import remembered_article
from press.related.codec import decode_ranking, encode_changes, encode_ranking
from press.related.ranking import Ranking
from press.render.layouts import Layout, Layouts

_FRAME, _PIECES, _CHOSEN, _CHANGED = "frame", "pieces", "chosen", "changed"
_RANKING, _RANKING_CHANGED = "ranking", "ranking changed"
# Gives what is kept under a name.
Kept = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class _PlanHeader:
    """All of an edition and its desk but the pieces and what is chosen for each."""

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
    groups: Groups
    paths: Mapping[str, str]
    assets: Mapping[str, str]
    layouts: Mapping[str, Layout]
    picture_settings: PictureSettings


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """What a build left: the edition, where all stands, what was chosen for each piece, and the layouts.

    `keys` gives the memo's key of the reading of each piece's file; `assets` the path of each asset; `ranked` the
    ranking, which another process may still be at.
    """

    catalogue: Catalogue
    groups: Groups
    addresses: Addresses
    chosen: Mapping[str, Chosen]
    ranked: Callable[[], Ranking]
    keys: Mapping[str, str]
    assets: Mapping[str, str]
    layouts: Mapping[str, Layout]
    picture_settings: PictureSettings

    @property
    def ranking(self) -> Ranking:
        """How near the pieces are to each other."""
        return self.ranked()


def saved_plan_of(
    loaded: LoadedSite, context: PlanContext, ranked: Callable[[], Ranking], chosen: Mapping[str, Chosen]
) -> SavedPlan:
    """Lock up what a whole build has planned."""
    sources = context.sources
    return SavedPlan(
        catalogue=loaded.catalogue,
        groups=sources.groups,
        addresses=sources.addresses,
        chosen=chosen,
        ranked=ranked,
        keys=loaded.keys,
        assets=loaded.assets.paths,
        layouts=loaded.layouts.layouts,
        picture_settings=loaded.picture_settings,
    )


def encode_plan(saved_plan: SavedPlan, ranking: Callable[[], bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield a forme as names and bytes, one after the other: each may be large. `ranking` gives its ranking encoded."""
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
        groups=saved_plan.groups,
        paths=saved_plan.addresses.paths,
        assets=saved_plan.assets,
        layouts=saved_plan.layouts,
        picture_settings=saved_plan.picture_settings,
    )
    yield _FRAME, _header_adapter().dump_json(frame)
    yield (
        _PIECES,
        packed_rows({stem: _resolved(saved_plan.keys[stem], piece) for stem, piece in catalogue.pieces.items()}),
    )
    yield _CHOSEN, packed_chosen(saved_plan.chosen)
    yield _CHANGED, b"{}"
    yield from _whole_ranking(ranking()).items()


def packed_chosen(chosen: Mapping[str, Chosen]) -> bytes:
    """Return what pieces show as bytes, without what was left out."""
    return packed_rows({stem: (found.card, found.list) for stem, found in chosen.items()})


def unpacked_chosen(data: bytes) -> Mapping[str, Chosen]:
    """Return what pieces show; each is read when it is asked for."""
    return _chosen(unpacked_rows(data))


def _chosen(rows: Mapping[str, Any]) -> Mapping[str, Chosen]:
    return Lazy(rows, lambda stem: Chosen(rows[stem][0], tuple(rows[stem][1])))


def encode_plan_changes(
    saved_plan: SavedPlan, stems: Sequence[str], before: Ranking, kept: Kept
) -> Mapping[str, bytes]:
    """Return what changed of a forme that is kept: the pieces `stems`; `before` is its ranking as it is kept."""
    changed = json.loads(kept(_CHANGED) or b"{}")
    for stem in stems:
        chosen = saved_plan.chosen.get(stem, Chosen())
        changed[stem] = (saved_plan.keys[stem], chosen.card, chosen.list)
    ranking = encode_changes(before, saved_plan.ranking, kept(_RANKING_CHANGED) or b"")
    moved = _whole_ranking(encode_ranking(saved_plan.ranking)) if ranking is None else {_RANKING_CHANGED: ranking}
    return {_CHANGED: json.dumps(changed).encode(), **moved}


def _whole_ranking(ranking: bytes) -> Mapping[str, bytes]:
    return {_RANKING: ranking, _RANKING_CHANGED: b""}


def ranking_kept(kept: Kept) -> Ranking | None:
    """Return the ranking that is kept."""
    whole, changed = kept(_RANKING), kept(_RANKING_CHANGED)
    return None if whole is None or changed is None else decode_ranking(whole, changed)


def load_saved_plan(kept: Kept, publication: Publication, site: Site, cache: CacheReader) -> SavedPlan | None:
    """Return the forme that is kept, or None where there is none (whole)."""
    parts = [kept(name) for name in (_FRAME, _PIECES, _CHOSEN, _CHANGED)]
    ranking = ranking_kept(kept)
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
        ranked=lambda: ranking,
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
    )


def with_pieces(saved_plan: SavedPlan, articles: Mapping[str, Article], keys: Mapping[str, str]) -> SavedPlan:
    """Return a forme in which some pieces have new texts; `keys` are those of their readings."""
    pieces = saved_plan.catalogue.pieces
    new = {stem: replace(pieces[stem], article=article) for stem, article in articles.items()}
    catalogue = replace(saved_plan.catalogue, pieces=updated(pieces, new))
    return replace(saved_plan, catalogue=catalogue, keys=updated(saved_plan.keys, keys))


def layouts_of(saved_plan: SavedPlan, sources: Mapping[str, str]) -> Layouts:
    """Return the layouts of a forme, whose `sources` have not changed."""
    return Layouts(sources, saved_plan.catalogue.words, saved_plan.layouts, ())


def _resolved(key: str, piece: Piece) -> list[object]:
    """A piece without its article, which the memo has under `key`."""
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
    return Piece(remembered_article(str(key), cache).value, *values)  # type: ignore[arg-type]


def _tuples(value: Sequence[object]) -> tuple[object, ...]:
    return tuple(tuple(one) if isinstance(one, list) else one for one in value)


@lru_cache(maxsize=1)
def _header_adapter() -> TypeAdapter[_PlanHeader]:
    return TypeAdapter(_PlanHeader)
