"""Title, dek and plain text -> Terms: words without those that say nothing, stemmed, weighted, bounded in number.

Stems come from Snowball (https://snowballstem.org) where it knows the language, Ukrainian from a short table of
endings, any other language keeps its words as they are. Languages written without blanks find little here; their
pieces are related by topic, series and author.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from press.model.digest import digest
from press.model.terms import NO_TERMS, Terms
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
    of_title, of_dek = _stems(title, language), _stems(dek, language)
    counts = _stems(text, language)
    heads = Counter({word: n * _TITLE_WEIGHT for word, n in of_title.items()})
    for word, n in of_dek.items():
        heads[word] += n * _DEK_WEIGHT
    heads.update(counts)
    # Sorting is stable: among equals stand first the words of title, dek and first sentences.
    kept = sorted(heads.items(), key=lambda item: -item[1])[:_MOST]
    names = {word for word, _ in kept}
    groups: dict[int, list[str]] = {}
    for word, count in kept:
        groups.setdefault(count, []).append(word)
    found = (
        tuple((count, " ".join(sorted(words))) for count, words in groups.items()),
        " ".join(sorted(names & of_title.keys())),
        " ".join(sorted(names & of_dek.keys())),
    )
    return Terms(*found, digest(found)) if kept else NO_TERMS


def _stems(text: str, language: str) -> Counter[str]:
    """Count the stems of a text, in the order in which they come first."""
    plain = unicodedata.normalize("NFC", text).casefold()
    for written, meant in _SPELLINGS:
        plain = plain.replace(written, meant)
    plain = _JUNK.sub(" ", plain)
    if "@" in plain:
        plain = " ".join(word for word in plain.split() if "@" not in word)
    words = Counter(_WORD.findall(plain))
    counts: Counter[str] = Counter()
    stop = STOP_WORDS.get(language, frozenset())
    for word, count in words.items():
        if word not in stop:
            stem = _stem(word, language)
            if stem:
                counts[stem] += count
    return counts


@lru_cache(maxsize=1 << 17)
def _stem(word: str, language: str) -> str:
    """Return the stem, "" for what is no word: a single sign, a number, a run of code."""
    if not 1 < len(word) <= _LONGEST or word.isdigit():
        return ""
    return _stemmer(language)(word)


@lru_cache(maxsize=64)
def _stemmer(language: str) -> Callable[[str], str]:
    if language == "uk":
        return _ukrainian
    if language not in _SNOWBALL:
        return str
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer(_SNOWBALL[language]).stemWord
    return stem


def _ukrainian(word: str) -> str:
    """Take one ending off a Ukrainian word: a light stemmer for nouns, adjectives and common verb forms."""
    for ending in _UKRAINIAN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _UKRAINIAN_ROOT:
            return word[: -len(ending)]
    return word
