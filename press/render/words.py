"""Interface words by language -> complete words, and the function `t` that layouts call."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

Words = Mapping[str, str]
_SLOT = re.compile(r"\{(\w+)\}")
_NUMBERS = 256  # minutes, years and writers: the same few stand on all pages


def complete_words(strings: Mapping[str, Words], languages: Iterable[str], default: str) -> Mapping[str, Words]:
    """Return words for each language: its own, else those of its base language, the site's, English."""
    return {
        lang: {
            key: word
            for source in ("en", default.split("-", maxsplit=1)[0], default, lang.split("-")[0], lang)
            for key, word in strings.get(source, {}).items()
        }
        for lang in languages
    }


def translator(words: Words, lang: str) -> Callable[..., str]:
    """Return `t(key, **values)`: the word for `key`, its plural form chosen by `n`, its slots filled.

    A key that has no word raises KeyError, which the renderer reports at its line in the layout.
    """
    plural = locale_for(lang).plural_form

    @lru_cache(maxsize=_NUMBERS)
    def counted(key: str, number: int) -> str:
        return said(key, {"n": number})

    def said(key: str, values: Mapping[str, object]) -> str:
        number = values.get("n")
        form = f"{key}.{plural(number)}" if isinstance(number, int) else ""
        word = words.get(form) or words.get(f"{key}.other") if form and key not in words else words.get(key)
        if word is None:
            hint = f"add it to layouts/strings/{lang}.yaml, or to en.yaml for all languages"
            raise KeyError(f'the words have no "{key}"\n{hint}')
        return _SLOT.sub(lambda slot: str(values.get(slot[1], slot[0])), word)

    def t(key: str, /, **values: object) -> str:
        if not values and key in words:
            return words[key]
        number = values.get("n")
        if type(number) is int and len(values) == 1:
            return counted(key, number)
        return said(key, values)

    return t


def locale_for(lang: str) -> Locale:
    """Return the locale of a language, English for one that Babel does not know."""
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
