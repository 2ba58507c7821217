"""Writers as a source spells them -> one name each, and the ids under which content/authors/ holds them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from slugify import slugify

from press.importing.records import Remark

_MAIL = re.compile(r"\S+@\S+\.\S+")
_BY = re.compile(r"^(?:by|von|por|par|di|от|автор:?)\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|&|\s(?:and|und|y|et|та|и|і)\s)\s*", re.IGNORECASE)
# What follows a name behind a comma without being one.
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|ph\.?d|md|m\.d|esq|mba|inc|llc|ltd)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """Names that mean one another: `ids`: folded spelling -> id; `shown`: id -> the spelling that counts."""

    ids: Mapping[str, str]
    shown: Mapping[str, str]

    def id_of(self, name: str) -> str:
        """Return the id of a name, "" where it has no letters."""
        return self.ids.get(letters_of(name), "")


def is_public_name(name: str, login: str) -> bool:
    """Return whether a name is one that readers saw: neither an e-mail address nor what its owner signs in with."""
    return bool(name.strip()) and not _MAIL.fullmatch(name.strip()) and name.strip() != login


def names_in(written: str) -> tuple[str, ...]:
    """Return the names in `By Ana Ruiz, Jr. and Bo Li`."""
    text = _BY.sub("", " ".join(written.split()))
    found: list[str] = []
    for part in _AND.split(text):
        if found and _SUFFIX.match(part):
            found[-1] += f", {part}"
        elif part.strip():
            found.append(part.strip())
    return tuple(name for name in found if not _MAIL.fullmatch(name))


def letters_of(name: str) -> str:
    """Return a name's letters and digits alone: what differs only in case, blanks or signs is one name.

    `C` and `C++` stay two: a name keeps signs that are all that makes it another.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    kept = re.sub(r"[\W_]+", "", folded)
    signs = re.sub(r"[\w\s.,'’‘`´“”\"()-]+", "", folded)
    return kept + ("" if signs in {"", "&", "/", ":", "!", "?", "–", "—"} else signs)


def merged_names(uses: Iterable[str], *, ascii_only: bool, word: str) -> tuple[Names, tuple[Remark, ...]]:
    """Return one name for all spellings that differ in case or punctuation, the most frequent one, and what was merged.

    `word` names what they are in the remarks (`writer`).
    """
    spellings: dict[str, Counter[str]] = {}
    for use in uses:
        letters = letters_of(use)
        if letters:
            spellings.setdefault(letters, Counter())[use] += 1
    ids: dict[str, str] = {}
    shown: dict[str, str] = {}
    remarks: list[Remark] = []
    for letters in sorted(spellings):
        counts = spellings[letters]
        name = min(counts, key=lambda spelled: (-counts[spelled], spelled))
        id_ = _free(slug_for(name, ascii_only=ascii_only) or word, shown)
        ids[letters], shown[id_] = id_, name
        if len(counts) > 1:
            remarks.append(Remark(f"{word} in several spellings", "", ", ".join(sorted(counts)), name))
    return Names(ids, shown), tuple(remarks)


def slug_for(words: str, *, ascii_only: bool, longest: int = 80) -> str:
    """Return the part of an address for `words`, cut at a word; "" where they hold no letter or digit."""
    text = unicodedata.normalize("NFC", words).replace("İ", "i")
    found = slugify(text, allow_unicode=not ascii_only, max_length=longest, word_boundary=True)
    found = found or slugify(text, max_length=longest, word_boundary=True)
    while len(found.encode()) > 180:
        found = found[: len(found) // 2].rstrip("-")
    return found


def _free(wanted: str, taken: Mapping[str, object]) -> str:
    name, number = wanted, 2
    while name in taken:
        name = f"{wanted}-{number}"
        number += 1
    return name


def spelled_lists(values: Sequence[str], mapping: Mapping[str, str]) -> tuple[str, ...]:
    """Return names with those replaced that a newsroom's own list names; `drop` takes a name out."""
    found = [mapping.get(value, value) for value in values]
    return tuple(dict.fromkeys(name for name in found if name and name != "drop"))
