"""A number of pieces -> the pieces of a made-up opinion section, the same ones each time, on every machine.

Four words in ten are those that bind English sentences; the others are made up, from a common vocabulary and one of
each topic's own, so that pieces on one topic have words in common. Words come as unevenly as in prose, and new ones
turn up as fast: a section of 500 pieces knows some 16,000 different words. A piece is on one to ten topics, as many as
each of 509 real posts, 3.4 in the mean, and topics are as unequal as there: the first is on three pieces in ten, the
sixtieth on two in a hundred. Lists, tables, HTML, references and signs that Markdown reads are in as many texts as
there; pictures are not, for each generator treats them in its own way. The text is Markdown as every generator reads
it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Generic, TypeVar

TOPICS, AUTHORS = 60, 200
WORDS, PARAGRAPHS = 900, 12
COMMON, OWN = 100_000, 80
# Of 509 posts on 18f.gsa.gov, 25 had one topic, 105 two, and so on to ten.
_WITH_TOPICS = (25, 105, 162, 126, 63, 22, 4, 1, 0, 1)
FIRST_DAY, DAYS = date(2015, 1, 1), 3652

# In how many of 100 texts a shape occurs, as in the bodies of the same posts.
SHAPES = {"list": 49, "underscore": 46, "html": 32, "ampersand": 21, "code": 8, "reference": 1, "table": 1}

_BINDING = (
    "the of and to a in that is it for was on as with be by at this but not from have are which or had they an we"
    " were their one there has would will when who what so if no more about can out up into than them only some could"
    " its it's don't he she his her our your may such do then two now over most like even because any also after"
).split()
_OPENINGS = "b c d f g h k l m n p r s t v w br cl dr fl gr pl st tr".split()
_VOWELS = "a e i o u ai ea ou".split()
_ENDINGS = ["", "n", "r", "s", "t", "l", "nd", "rt", "ing", "ment", "ly", "ed"]

_Drawn = TypeVar("_Drawn")


@dataclass(frozen=True, slots=True)
class Piece:
    """One article: `body` is Markdown, names are in plain letters, `stem` is unique."""

    stem: str
    title: str
    dek: str
    date: date
    author: str
    topics: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class _Vocabulary(Generic[_Drawn]):
    """Words, or what else is drawn, with the sums of their weights, as `random.choices` takes them."""

    words: Sequence[_Drawn]
    sums: Sequence[float]

    def draw(self, chance: random.Random, number: int) -> list[_Drawn]:
        return chance.choices(self.words, cum_weights=self.sums, k=number)


def pieces(number: int) -> Iterator[Piece]:
    """Yield `number` pieces, oldest first, one at a time; the first ones of a larger section are others."""
    chance = random.Random(20_150_101)
    binding, common = _zipf(_BINDING), _zipf(_made_up(chance, COMMON), flat=15, steepness=1.45)
    own = [_zipf(_made_up(chance, OWN)) for _ in range(TOPICS)]
    topics = [" ".join(vocabulary.words[:2]).title() for vocabulary in own]
    surnames = _made_up(chance, AUTHORS)
    authors = [f"{first} {last}".title() for first, last in zip(_made_up(chance, AUTHORS), surnames, strict=True)]
    popularity = _zipf(range(TOPICS), flat=3)
    for count in range(number):
        first, *others = _on(chance, popularity)
        words = binding.draw(chance, WORDS * 40 // 100) + common.draw(chance, WORDS * 40 // 100)
        words += own[first].draw(chance, WORDS * 15 // 100)
        for one in chance.choices(others or [first], k=WORDS * 5 // 100):
            words += own[one].draw(chance, 1)
        chance.shuffle(words)
        headline = own[first].draw(chance, 3) + common.draw(chance, 4)
        yield Piece(
            stem=stem_of(count),
            title=" ".join(headline).capitalize().replace("'", ""),
            dek=" ".join(words[:18]).capitalize().replace("'", ""),
            date=FIRST_DAY + timedelta(days=count * DAYS // number),
            author=chance.choice(authors),
            topics=tuple(topics[one] for one in (first, *others)),
            body=_body(words, chance, count),
        )


def _on(chance: random.Random, popularity: _Vocabulary[int]) -> list[int]:
    """Draw the topics of one piece, each one once, the one it is known for first."""
    number = chance.choices(range(1, len(_WITH_TOPICS) + 1), _WITH_TOPICS)[0]
    found: dict[int, None] = {}
    while len(found) < number:
        found[popularity.draw(chance, 1)[0]] = None
    return list(found)


def stem_of(count: int) -> str:
    """Return the file name, without its ending, of a section's piece number `count`, from 0."""
    return f"piece-{count:06}"


def _zipf(words: Sequence[_Drawn], *, flat: int = 5, steepness: float = 1) -> _Vocabulary[_Drawn]:
    """The word of rank n comes 1 / (n + flat) ** steepness as often: Zipf's law as Mandelbrot mended it."""
    return _Vocabulary(words, list(accumulate((rank + flat) ** -steepness for rank in range(len(words)))))


def _made_up(chance: random.Random, number: int) -> list[str]:
    """Make words of one to three syllables, each one once."""
    found: dict[str, None] = {}
    while len(found) < number:
        syllables = [chance.choice(_OPENINGS) + chance.choice(_VOWELS) for _ in range(chance.choice((1, 2, 2, 3)))]
        found["".join(syllables) + chance.choice(_ENDINGS)] = None
    return list(found)


def _body(words: Sequence[str], chance: random.Random, count: int) -> str:
    """Set words as prose: paragraphs of some sentences, two headings, and now and then a quotation or a footnote."""
    size = len(words) // PARAGRAPHS
    # Each shape by a step of its own that has no factor in common with 100: exact shares, and every combination.
    steps = zip(SHAPES.items(), (61, 37, 83, 47, 29, 71, 53), strict=True)
    shapes = {name for (name, share), step in steps if count * step % 100 < share}
    blocks: list[str] = []
    for number in range(PARAGRAPHS):
        text = _paragraph(list(words[number * size : (number + 1) * size]), chance)
        if number in _SHAPED:
            text = _shaped(text, shapes, number)
        if number in {4, 8}:
            blocks.append("## " + " ".join(words[number * size : number * size + 5]).capitalize())
        if number == 6 and count % 3 == 0:
            text = "> " + text
        if number == 2 and count % 5 == 0:
            text += "[^1]"
        blocks.append(text)
    if "reference" in shapes:
        blocks.append("[1]: https://example.org/reference/")
    if count % 5 == 0:
        blocks.append("[^1]: " + " ".join(words[:14]).capitalize() + ".")
    return "\n\n".join(blocks) + "\n"


_LISTED, _TABLED, _SHAPED = 9, 10, range(3, 12)


def _shaped(text: str, shapes: set[str], number: int) -> str:
    """Return a paragraph in other shapes, with the same words: a list, a table, other marks for emphasis."""
    if number == _LISTED and "list" in shapes:
        return "\n".join(f"- {sentence}." for sentence in text.removesuffix(".").split(". "))
    if number == _TABLED and "table" in shapes:
        cells = [word.replace("|", "") for word in text.split(" ")]
        rows = [f"| {cells[at]} | {' '.join(cells[at + 1 : at + 6])} |" for at in range(0, len(cells), 6)]
        return "\n".join([rows[0], "| --- | --- |", *rows[1:]])
    if "html" in shapes and number == _SHAPED[1]:
        text = re.sub(r"(?<!\*)\*(\w[\w']*)\*(?!\*)", r"<em>\1</em>", text)
    if "underscore" in shapes:
        text = re.sub(r"(?<!\*)\*(\w[\w']*)\*(?!\*)", r"_\1_", text)
    if "ampersand" in shapes:
        text = text.replace(" and ", " and & ", 1)
    if "code" in shapes and number == _SHAPED[2]:
        text = re.sub(r" (\w+) (\w+)\.", r" `\1` \2.", text, count=1)
    if "reference" in shapes:
        text = re.sub(r"\]\((https://\S+?)\)", "][1]", text, count=1)
    return text


def _paragraph(words: list[str], chance: random.Random) -> str:
    """Three to five sentences with some emphasis, a quotation in most, and a link in every other paragraph."""
    middle = chance.randrange(15, len(words) - 20)
    words[middle] = f"*{words[middle]}*"
    words[middle + 4 : middle + 6] = [f'"{words[middle + 4]}', f'{words[middle + 5]}"']
    if chance.random() < 0.2:
        words[middle + 9] = f"**{words[middle + 9]}** --"
    if chance.random() < 0.5:  # last, since it makes one word of two
        words[5:7] = [f"[{words[5]} {words[6]}](https://example.org/{chance.randrange(10_000)}/)"]
    ends = sorted(chance.sample(range(8, len(words) - 4), chance.choice((2, 3, 4))))
    sentences = [words[start:end] for start, end in zip([0, *ends], [*ends, len(words)], strict=True)]
    return " ".join(_sentence(one) for one in sentences if one)


def _sentence(words: Sequence[str]) -> str:
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."
