"""Language -> its quotation marks and the words in it that begin with an apostrophe. Data, and two look-ups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple


class Marks(NamedTuple):
    """The marks of a quotation, and of a quotation inside another one."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_DEFAULT = Marks("“", "”", "‘", "’")
# Four marks -> the languages that use them, by Unicode's CLDR 48 (delimiters.json of the package cldr-misc-full; Babel
# leaves these data out). A tag that is missing here has the marks of the tag without its last part, or the default.
_CLDR: Mapping[str, str] = MappingProxyType(
    {
        "«»“”": "ast blo bm br ca cv dyo el es-US eu ewo ie it kab kk lij mg mua nnh pms pt-AO"
        " pt-CH pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-PT pt-ST pt-TL sc sg ti",
        "„“‚‘": "bs-Cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl",
        "«»‹›": "am az-Arab az-Cyrl az-IQ fa fr-CH gsw jgo kkj mzn rm sdh wae",
        "«»„“": "bas be bua ky os ru sah tyv uk",
        "””’’": "fi he lag rn se sn sv yi",
        "«»‘’": "dua el-polyton ksf nb nn no rw",
        "「」『』": "ja yue zh-HK zh-Hant zh-MO zh-TW",
        "”“’‘": "ar lld ms-Arab syr ur",
        "«»«»": "fr ht hy oc yav",
        "„“„“": "bg lt prg sgs",
        "“”‘’": "bm-Nkoo ff-Adlm uz-Arab uz-Cyrl",
        "‘’“”": "fur ia ti-ER tn",
        "„”«»": "nmg pl ro",
        "„”‚’": "agq ff",
        "„”»«": "hu szl",
        "»«›‹": "kk-Arab ug",
        "«»„”": "shi zgh",
        "„”‘’": "bs",
        "“”«»": "eo",
        "«»”“": "fr-CA",
        "„“«»": "ka",
        "‘’‘’": "nl",
        "„”’’": "sr",
        "“”“”": "tk",
        "“”’‘": "uz",
    }
)
# Where the press writes otherwise. French guillemets have a narrow no-break space inside (Imprimerie nationale) and
# English marks within; Swiss and Liechtenstein papers use guillemets without spaces in German as well.
_PRESS: Mapping[str, Marks] = MappingProxyType(
    {
        "fr": Marks("«\u202f", "\u202f»", "“", "”"),
        "fr-CA": Marks("«\u202f", "\u202f»", "“", "”"),
        "de-CH": Marks("«", "»", "‹", "›"),
        "de-LI": Marks("«", "»", "‹", "›"),
    }
)
MARKS: Mapping[str, Marks] = MappingProxyType(
    {
        tag.lower(): marks
        for tag, marks in (
            {tag: Marks(*signs) for signs, tags in _CLDR.items() for tag in tags.split()} | dict(_PRESS)
        ).items()
    }
)
# Language -> words that begin with an apostrophe, without it.
_CONTRACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "en": "tis tisn twas twasn twere tweren twill twould twouldn em n til till cause cos coz cuz round bout nother"
        " nuff neath gainst tween twixt ere ello kay scuse sup tude cept fraid",
        "nl": "s t n k m r ns",
        "af": "n t s",
        "fy": "t s n k",
        "de": "s n ne nen nem ner ran raus rein rauf runter rüber rum nauf naus",
        "nds": "n t s k",
        "it": "sto sta sti ste sta na no nu ndrangheta ndrine l o a e i",
        "cy": "r n i u w m th da na ma",
        "gd": "n na s",
        "fr": "tit tite ptit ptite",
    }
)


@cache
def marks_of(lang: str) -> Marks:
    """Return the marks of `lang`, a BCP 47 tag (`uk`, `de-CH`, `sr-Latn`); the longest known beginning counts."""
    tag = lang.replace("_", "-").lower()
    while tag:
        if tag in MARKS:
            return MARKS[tag]
        tag = tag.rpartition("-")[0]
    return _DEFAULT


@cache
def contraction_of(lang: str) -> re.Pattern[str]:
    """Return what matches a shortened year (90s, 24) or a word of `lang` that begins with an apostrophe, without it."""
    words = _CONTRACTIONS.get(lang.replace("_", "-").partition("-")[0].lower(), "")
    return re.compile(rf"(?:\d\ds?|{'|'.join(words.split())})(?![\w])" if words else r"\d\ds?(?!\w)", re.IGNORECASE)
