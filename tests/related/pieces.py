"""Words -> Candidates and Editions for the tests of related pieces."""

from __future__ import annotations

import random
from ast import literal_eval
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from press.model.catalogue import Catalogue, Piece
from press.model.content import Article, Author, ImageRef
from press.model.problem import Where
from press.model.publication import Kind, Publication, RelatedRules
from press.model.terms import Terms
from press.related.candidate import Candidate, Suggestion
from press.related.ranking import Ranked, rank

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RULES = RelatedRules()
KINDS = {"op-ed": Kind("op-ed"), "letters": Kind("letters", byline="letters"), "paid": Kind("paid", byline="sponsor")}


def terms(text: str, title: str = "", dek: str = "") -> Terms:
    """Count the words of a text as they stand; those of title and dek must be among them."""
    groups: dict[int, list[str]] = {}
    words = text.split()
    for word in sorted(set(words)):
        groups.setdefault(words.count(word), []).append(word)
    found = "\n".join(" ".join((str(count), *groups[count])) for count in sorted(groups, reverse=True)), title, dek
    return Terms(*found, digest=repr(found))


@cache
def terms_of(words: str) -> Terms:
    """Return the terms with this digest, which in tests says all of them."""
    groups, title, dek = literal_eval(words)
    return Terms(groups, title, dek, words)


def candidate(stem: str, text: str = "", *, title: str = "", dek: str = "", **rest: object) -> Candidate:
    """Return a candidate of day 1000, or as `rest` says."""
    made = Candidate(stem, terms(f"{text} {title} {dek}", title, dek).digest, day=1000)
    return replace(made, **rest)  # type: ignore[arg-type]


def ranked(pieces: Iterable[Candidate], rules: RelatedRules = RULES) -> Ranked:
    """Return what is found for each piece."""
    return Ranked(rank(pieces, terms_of, rules))


def names(found: Sequence[Suggestion]) -> list[str]:
    """Return the stems of suggestions."""
    return [suggestion.stem for suggestion in found]


def section(size: int, seed: int = 7) -> list[Candidate]:
    """Return pieces that have much in common, the same ones each time."""
    chance = random.Random(seed)
    return [
        candidate(
            f"piece-{n:03}",
            " ".join(f"w{int(chance.paretovariate(0.6)) % 900}" for _ in range(60)),
            title=" ".join({f"w{chance.randrange(900)}": 0 for _ in range(4)}),
            topics=(f"topic-{chance.randrange(9)}",),
            authors=(f"writer-{chance.randrange(30)}",),
            series=chance.choice(["", "", "", "harbour"]),
            day=1000 + chance.randrange(900),
        )
        for n in range(size)
    ]


def filler(count: int) -> list[Candidate]:
    """Return pieces that have nothing in common with anything."""
    return [candidate(f"zz-{n:03}", f"lone{n} sole{n}", title=f"only{n}") for n in range(count)]


def article(stem: str, *, picture: bool = False, **keys: object) -> Article:
    """Return a piece of the English op-ed kind, or as `keys` say."""
    made = Article(stem=stem, where=Where(f"content/articles/{stem}.md"), title=stem, date=NOW, slug=stem, lang="en")
    image = ImageRef(f"images/{stem}.jpg") if picture else None
    return replace(made, image=image, **keys)  # type: ignore[arg-type]


def piece(stem: str, *, picture: bool = False, keys: Mapping[str, object] | None = None, **resolved: object) -> Piece:
    """Return a piece: `keys` as its front matter says, `resolved` as names were resolved."""
    made = Piece(article(stem, picture=picture, **(keys or {})), authors=(f"writer-of-{stem}",), topics=())
    return replace(made, **resolved)  # type: ignore[arg-type]


def catalogue(*pieces: Piece, rules: RelatedRules = RULES) -> Catalogue:
    """Return an edition of these pieces."""
    authors = {author for one in pieces for author in one.authors}
    return Catalogue(
        publication=Publication("The Harbour Post", "https://example.org/", kinds=KINDS, related=rules),
        now=NOW,
        pieces={one.article.stem: one for one in pieces},
        authors={author: Author(author, author.replace("-", " ").title()) for author in authors},
        topics={},
        pages={},
        words={},
        disclaimers={},
        pictures={},
        files=(),
    )
