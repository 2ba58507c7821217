"""What pieces say of each other (pins, replies, links) -> identities, with a problem for each that leads nowhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from press.model.body import Body, LinkUse
from press.model.content import STATES, Article, HeldBack
from press.model.problem import Place, Problem, Where
from press.model.text_files import stem_of
from press.read.hints import closest
from press.read.markdown.addresses import PREFIX

_DATED = re.compile(r"/(\d{4})/(\d\d)/(\d\d)/([^/]+)/?(?:index\.html)?$")
# The name of a piece's file as `new` writes it, without signs that a shell reads.
_DATED_NAME = re.compile(r"\d{4}-\d\d-\d\d-[\w.-]+")


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that a file can be pointed at: pieces by stem and slug, held-back ones, and other files.

    `textless`: targets of which the text could not be read, so that their headings are not known.
    """

    articles: Mapping[str, Article]
    slugs: Mapping[str, tuple[str, ...]]
    held: Mapping[str, HeldBack]
    others: Mapping[str, Body]  # "author:<id>", "topic:<id>", "page:<stem>" -> its body
    aliases: Mapping[str, str]  # an older address as in `_plain` -> "article:<stem>"
    textless: frozenset[str] = frozenset()


def make_index(
    articles: Iterable[Article],
    held: Iterable[HeldBack],
    others: Mapping[str, Body],
    textless: frozenset[str] = frozenset(),
) -> Index:
    """Index published articles, held-back ones, and the other files of the section; `textless` as in Index."""
    published = {article.stem: article for article in articles}
    away = {piece.stem: piece for piece in held}
    slugs: dict[str, list[str]] = defaultdict(list)
    for stem, slug in [(a.stem, a.slug) for a in published.values()] + [(h.stem, h.slug) for h in away.values()]:
        slugs[slug].append(stem)
    aliases = {_plain(alias): f"article:{a.stem}" for a in published.values() for alias in a.aliases}
    return Index(published, {s: tuple(sorted(stems)) for s, stems in slugs.items()}, away, others, aliases, textless)


@dataclass(slots=True)
class Resolver:
    """Resolves the references of one file and collects what is wrong with them."""

    index: Index
    where: Where
    problems: list[Problem] = field(default_factory=list)

    def piece(self, name: str, key: str) -> str:
        """Return the stem of the piece called `name` under front matter key `key`, "" when it is not published."""
        place, excerpt = self.where.at(key)
        return self._published(name, place, excerpt)

    def pieces(self, names: Sequence[str], key: str) -> tuple[str, ...]:
        """Return the stems of several pieces, without those that are not published."""
        stems = (self.piece(name, f"{key}.{n}") for n, name in enumerate(names))
        return tuple(dict.fromkeys(stem for stem in stems if stem))

    def links(self, uses: Sequence[LinkUse]) -> tuple[tuple[str, str], ...]:
        """Return target -> resolved target for a body's links; addresses that are nobody's stay as they are."""
        return tuple(sorted({use.target: self._link(use) for use in uses}.items()))

    def _link(self, use: LinkUse) -> str:
        kind, _, name = use.target.partition(":")
        if kind == "address":
            return self._older_address(use.target, name)
        if kind == "article":
            stem = self._published(name, use.place, use.excerpt)
            body = self.index.articles[stem].body if stem else None
            resolved = f"article:{stem}" if stem else ""
        else:
            body = self.index.others.get(use.target)
            resolved = use.target if body else ""
            if body is None:
                near = closest(use.target, self.index.others)
                self._add(
                    f'no {kind} "{name}" has a file',
                    use.place,
                    use.excerpt,
                    _did_you_mean(near[len(kind) + 1 :]) or f"make content/{kind}s/{name}.md, or take the link out",
                )
        if body and use.fragment and use.fragment not in body.anchors and resolved not in self.index.textless:
            # Writers know headings by their own names, without what keeps them apart from those of layouts.
            near = closest(use.fragment, body.anchors).removeprefix(PREFIX)
            hint = _did_you_mean(f"#{near}") if near else "link to the piece itself, or to another heading of it"
            self._add(f"{name} has no heading #{use.fragment.removeprefix(PREFIX)}", use.place, use.excerpt, hint)
        return resolved

    def _older_address(self, target: str, address: str) -> str:
        """An address from before: an alias, or /2016/04/05/slug/, which is the file 2016-04-05-slug."""
        path = address.split("?", 1)[0]
        alias = self.index.aliases.get(_plain(path))
        dated = _DATED.search(path)
        stem = "-".join(dated.groups()) if dated else ""
        return alias or (f"article:{stem}" if stem in self.index.articles else target)

    def _published(self, name: str, place: Place, excerpt: str) -> str:
        stem = stem_of(name)
        if stem in self.index.articles:
            return stem
        if stem not in self.index.held:
            named = self.index.slugs.get(stem, ())
            if len(named) > 1:
                listed = ", ".join(named)
                self._add(f'"{name}" could be any of {listed}', place, excerpt, f"write {named[0]}")
                return ""
            if not named:
                own = stem_of(self.where.path)
                near = closest(stem, [name for name in (*self.index.articles, *self.index.slugs) if name != own])
                hint = _hint_for_missing(stem, near)
                self._add(f'no piece is called "{name}"', place, excerpt, hint)
                return ""
            stem = named[0]
        held = self.index.held.get(stem)
        if held is None:
            return stem
        message = f'"{name}" is {STATES[held.reason]}: it is left out here'
        # Taking a piece down must not wait until every piece that names it has been edited.
        self.problems.append(Problem(place, message, "", excerpt, is_note=True, never_strict=True))
        return ""

    def _add(self, message: str, place: Place, excerpt: str, hint: str) -> None:
        self.problems.append(Problem(place, message, hint, excerpt))


def _did_you_mean(near: str) -> str:
    return f'did you mean "{near}"?' if near else ""


def _hint_for_missing(stem: str, near: str) -> str:
    """Return what to do about a piece that is not there: a typing error and a deleted file look the same."""
    hint = _did_you_mean(near) or "write the name of a file in content/articles, without .md"
    if _DATED_NAME.fullmatch(stem):
        joined = f"{hint} If" if near else f"{hint}; if"
        return f"{joined} it was deleted: python build.py unpublish {stem}"
    return hint


def _plain(address: str) -> str:
    """An address as far as older links vary in it: without the outer slashes."""
    return address.strip("/")
