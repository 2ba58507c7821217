"""Names as writers spell them -> authors and topics: with a file, or made from the name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from press.model.content import Article, Author, Topic
from press.model.digest import digest
from press.model.names import fold
from press.model.problem import Place, Problem, Where
from press.read.hints import closest
from press.read.slugs import slug_of

_ID = re.compile(r"[a-z]+(-[a-z]+)+")
N = TypeVar("N", Author, Topic)


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a name is written."""

    name: str
    where: Where
    key: str


@dataclass(frozen=True, slots=True)
class Register(Generic[N]):
    """All authors (or topics) by id, and the id of every spelling."""

    entries: Mapping[str, N]
    ids: Mapping[str, str]

    def id_of(self, name: str) -> str:
        """Return the id behind a name that was registered."""
        return self.ids[fold(name)]


@dataclass(frozen=True, slots=True)
class Trade(Generic[N]):
    """What differs between authors and topics: the word in messages, the folder, and how one is made."""

    word: str
    folder: str
    make: Callable[[str, str], N]


def _make_author(id_: str, name: str) -> Author:
    # "amy-mok" is an id that stands in for a name; readers should see a name.
    shown = " ".join(part.capitalize() for part in name.split("-")) if _ID.fullmatch(name) else name
    return Author(id=id_, name=shown)


AUTHORS: Trade[Author] = Trade("author", "content/authors", _make_author)
TOPICS: Trade[Topic] = Trade("topic", "content/topics", lambda id_, name: Topic(id=id_, name=name))


def author_uses(articles: Iterable[Article]) -> tuple[Use, ...]:
    """Return every mention of a person as author, translator or editor."""
    return tuple(
        Use(name, article.where, f"{key}.{n}")
        for article in articles
        for key, names in (
            ("authors", article.authors),
            ("translator", article.translator),
            ("editor", article.editor),
        )
        for n, name in enumerate(names)
    )


def topic_uses(articles: Iterable[Article]) -> tuple[Use, ...]:
    """Return every mention of a topic."""
    return tuple(
        Use(name, article.where, f"topics.{n}") for article in articles for n, name in enumerate(article.topics)
    )


def register(
    trade: Trade[N], declared: Sequence[N], uses: Sequence[Use], *, ascii_only: bool
) -> tuple[Register[N], tuple[Problem, ...]]:
    """Resolve every name in `uses` to a declared entry or to one made from the name.

    Spellings that differ by case, blanks or hyphens are one name (a note says so); a name without a file that
    is nearly a declared one is a problem; so are two names with one address.
    """
    ids, problems = _declared_ids(trade, declared)
    entries: dict[str, N] = {entry.id: _with_own_aliases(entry, ids) for entry in declared}
    spellings: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        spellings[fold(use.name)].append(use)
    made: dict[str, str] = {}
    known = {form: entries[id_].name for form, id_ in ids.items()}
    for form in sorted(spellings):
        if form in ids:
            continue
        group = spellings[form]
        problems += _near_misses(trade, group, known)
        problems += _variants(trade, group)
        name = _display_name(group)
        id_ = slug_of(name, ascii_only=ascii_only)
        problems += _same_address(trade, id_, group, spellings, made, entries)
        id_ = id_ or digest(form)  # a problem already; what follows goes on with another id
        made[id_] = form
        ids[form] = id_
        entries.setdefault(id_, trade.make(id_, name))
    return Register(dict(sorted(entries.items())), ids), tuple(problems)


def _declared_ids(trade: Trade[N], declared: Sequence[N]) -> tuple[dict[str, str], list[Problem]]:
    ids: dict[str, str] = {}
    problems = []
    entry: N
    for entry in declared:
        for form in dict.fromkeys(map(fold, (entry.id, entry.name, *entry.aliases))):
            if form in ids and ids[form] != entry.id:
                place, excerpt = entry.where.at("name")
                message = f'"{entry.name}" also means the {trade.word} of {trade.folder}/{ids[form]}.md'
                problems.append(Problem(place, message, "give one of them another name or alias", excerpt))
            ids.setdefault(form, entry.id)
    return ids, problems


def _with_own_aliases(entry: N, ids: Mapping[str, str]) -> N:
    """Return an entry without the aliases that mean another one, which is a problem already."""
    own = tuple(alias for alias in entry.aliases if ids[fold(alias)] == entry.id)
    return entry if own == entry.aliases else replace(entry, aliases=own)


def _near_misses(trade: Trade[N], group: Sequence[Use], known: Mapping[str, str]) -> list[Problem]:
    near = closest(fold(group[0].name), known)
    if not near:
        return []
    own = slug_of(group[0].name, ascii_only=False)
    hint = f'did you mean "{known[near]}"? if not, make {trade.folder}/{own}.md'
    return [
        Problem(place, f'no {trade.word} "{use.name}" has a file in {trade.folder}', hint, excerpt)
        for use in group
        for place, excerpt in [use.where.at(use.key)]
    ]


def _variants(trade: Trade[N], group: Sequence[Use]) -> list[Problem]:
    names = sorted({use.name for use in group})
    if len(names) < 2:
        return []
    place, excerpt = min(use.where.at(use.key) for use in group if use.name != _display_name(group))
    spelled = ", ".join(f'"{name}"' for name in names)
    message = f"one {trade.word} is spelled in {len(names)} ways: {spelled}"
    return [Problem(place, message, f'write "{_display_name(group)}"', excerpt, is_note=True)]


def _display_name(group: Sequence[Use]) -> str:
    """The most frequent spelling; ties by the alphabet, so that the order of files does not matter."""
    counts = Counter(_tidy(use.name) for use in group)
    return min(counts, key=lambda name: (-counts[name], name))


def _tidy(name: str) -> str:
    """A name with single blanks, its accents and letters as one character each."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def _same_address(
    trade: Trade[N],
    id_: str,
    group: Sequence[Use],
    spellings: Mapping[str, Sequence[Use]],
    made: Mapping[str, str],
    entries: Mapping[str, N],
) -> list[Problem]:
    place, excerpt = group[0].where.at(group[0].key)
    name = group[0].name
    if not id_:
        message = f'the {trade.word} "{name}" has no letters to make an address of'
        return [Problem(place, message, f'make a file in {trade.folder} with name: "{name}"', excerpt)]
    if id_ in made:
        other = spellings[made[id_]][0]
    elif id_ in entries:
        other = Use(entries[id_].name, entries[id_].where, "name")
    else:
        return []
    files = ", ".join(sorted({use.where.path for use in (*group, other)}))
    message = f'the {trade.word}s "{name}" and "{other.name}" would share the address {id_}/ ({files})'
    hint = f'give one a file of its own: {trade.folder}/another-id.md with name: "{name}"'
    return [Problem(Place(place.path, place.line, place.column), message, hint, excerpt)]
