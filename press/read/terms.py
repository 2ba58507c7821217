"""Title, dek and plain text -> Terms: words without those that say nothing, stemmed, weighted, bounded in number.

Stems come from Snowball (https://snowballstem.org) where it knows the language, Ukrainian from a short table of
endings, any other language keeps its words as they are. Languages written without blanks find little here; their
pieces are related by topic, series and author.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from string import ascii_lowercase, digits

from press.model.digest import digest_bytes
from press.model.terms import NO_TERMS, Terms
from press.read.markdown.words import spelled_plainly
from press.read.stopwords import STOP_WORDS

# What a piece keeps: the words that it says most, then those that come first.
_MOST = 160
_TITLE_WEIGHT = 3
_DEK_WEIGHT = 2
_LONGEST = 40
# Text that no reader reads: templates of another engine and addresses.
_JUNK = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|https?:\S+|www\.\S+")
# Letters, digits and the marks that some scripts write vowels with; apostrophes inside a word.
_SIGN = r"[\w\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0966-\u0dff]"
_WORD = re.compile(rf"{_SIGN}+(?:'{_SIGN}+)*")
# Other apostrophes, and what stands unseen in words: soft hyphens, stress marks.
_SPELLINGS = (("\u2019", "'"), ("\u02bc", "'"), ("\u00ad", ""), ("\u0301", ""), ("_", " "))
_LETTERS = f"{ascii_lowercase}{digits}'".encode()
_TO_BLANKS = bytes(code if code in _LETTERS else ord(" ") for code in range(256))
_LONE_APOSTROPHE = re.compile(rb"'(?:(?![a-z0-9])|(?<![a-z0-9]'))")
# So many words are remembered with their stems; then it begins anew.
_REMEMBERED = 1 << 17
_SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
# Endings of nouns, adjectives and verbs, longest first; what is left keeps at least four letters.
_UKRAINIAN_ENDINGS = tuple(
    sorted(
        """ість істю істю ості остей остями остях ення енням еннями еннях ення анням ання аннями аннях
        ського ському ським ської ською ськими ських ська ське ські ський ську зький зького цький цького
        ами ями ові еві єві ого ому ими іми ій ої ою єю ею ям ям ах ях ів їв ей ам ом ем єм ий ій им их іх
        ати яти ити їти іти ує ють уть ять ать ала яла ила али яли или ало ило ають яють ити ав яв ив
        ється ються ався алася алися ався итися атися ся сь
        а я о е є и і ї у ю ь й""".split(),
        key=lambda ending: (-len(ending), ending),
    )
)
_UKRAINIAN_ROOT = 4


def count_terms(*, title: str, dek: str, text: str, lang: str) -> Terms:
    """Return the terms of a piece from its plain text; `lang` is its language (`en`, `uk`, `pt-BR`).

    A word of the title counts three times more, one of the dek twice more. Equal input gives equal terms.
    """
    language = lang.partition("-")[0].casefold()
    stem_of = _stems_of(language).__getitem__
    of_title, of_dek = (list(map(stem_of, _words(words))) for words in (title, dek))
    counts = Counter(chain(of_title * _TITLE_WEIGHT, of_dek * _DEK_WEIGHT, map(stem_of, _words(text))))
    counts.pop("", None)
    if not counts:
        return NO_TERMS
    found = _most_said(counts)
    groups = "\n".join([" ".join((str(count), *sorted(words))) for count, words in found])
    title, dek = (_kept(words, counts, found) for words in (of_title, of_dek))
    whole = "\n\n".join((groups, title, dek))
    return Terms(groups, title, dek, digest_bytes(whole.encode("utf-8", "surrogatepass")))


def written_forms(text: str, lang: str) -> Mapping[str, str]:
    """Return for each stem in a text the form in which it is written most often; of equals the shortest."""
    stems = _stems_of(lang.partition("-")[0].casefold())
    forms: dict[str, Counter[str]] = {}
    for word in _WORD.findall(_spelled(unicodedata.normalize("NFC", text))):
        forms.setdefault(stems[word.casefold()], Counter())[word] += 1
    # Of forms as long, small letters come before those of a sentence's beginning.
    return {stem: min(some, key=lambda form: (-some[form], len(form), form.swapcase())) for stem, some in forms.items()}


def _most_said(counts: Mapping[str, int]) -> list[tuple[int, list[str]]]:
    """Return the words that are kept, by how often they are said, the highest number first.

    Among words that are said as often, the first ones are kept: those of title, dek and first sentences.
    """
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        groups[count].append(word)
    kept: list[tuple[int, list[str]]] = []
    left = _MOST
    for count in sorted(groups, reverse=True):
        words = groups[count][:left]
        kept.append((count, words))
        left -= len(words)
        if not left:
            break
    return kept


def _kept(some: Sequence[str], counts: Mapping[str, int], found: Sequence[tuple[int, list[str]]]) -> str:
    """Return those of `some` words that are among the `found`: of those that are said least, not all may be."""
    least, last = found[-1]
    return " ".join(sorted({word for word in some if word and (counts[word] > least or word in last)}))


def _words(text: str) -> Sequence[str]:
    """Return the words of a text in lower case."""
    plain = _plain_words(text)
    if plain is not None:
        return plain.split()
    plain = _JUNK.sub(" ", _spelled(unicodedata.normalize("NFC", text).casefold()))
    if "@" in plain:
        plain = " ".join(word for word in plain.split() if "@" not in word)
    return _WORD.findall(plain)


def _plain_words(text: str) -> str | None:
    """Return the words of a text parted by blanks, the same ones several times as fast; None where it is not plain.

    Plain is what English is written in, without addresses and the like.
    """
    text = spelled_plainly(text)
    if not text.isascii():
        return None
    data = text.lower().encode()
    if b"{" in data or b"@" in data or b"http" in data or b"www." in data:
        return None
    return _LONE_APOSTROPHE.sub(b" ", data.translate(_TO_BLANKS)).decode()


def _spelled(text: str) -> str:
    """Return a text in which equal words are spelled alike."""
    for written, meant in _SPELLINGS:
        text = text.replace(written, meant)
    return text


class _Stems(dict[str, str]):
    """Stems of words, "" for what says nothing; each is worked out once."""

    def __init__(self, stem: Callable[[str], str], stop: Container[str]) -> None:
        super().__init__()
        self._stem = stem
        self._stop = stop

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        # A single sign, a number or a run of code is no word.
        is_word = 1 < len(word) <= _LONGEST and not word.isdigit() and word not in self._stop
        found = self._stem(word) if is_word else ""
        if found == word:
            found = word  # one text in memory in place of two: there are many, and each look-up waits for them
        self[word] = found
        return found


@lru_cache(maxsize=64)
def _stems_of(language: str) -> _Stems:
    return _Stems(_stemmer(language), STOP_WORDS.get(language, frozenset()))


def _stemmer(language: str) -> Callable[[str], str]:
    if language == "uk":
        return _ukrainian
    if language not in _SNOWBALL:
        return str
    import Stemmer

    stem: Callable[[str], str] = Stemmer.Stemmer(_SNOWBALL[language], 0).stemWord
    return stem


def _ukrainian(word: str) -> str:
    """Take one ending off a Ukrainian word: a light stemmer for nouns, adjectives and common verb forms."""
    for ending in _UKRAINIAN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _UKRAINIAN_ROOT:
            return word[: -len(ending)]
    return word
