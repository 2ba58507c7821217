"""Pieces without a picture of their own -> social cards, and the files to be made for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from press.model.digest import digest
from press.model.lazy import Lazy
from press.model.picture import Card, DerivedFile
from press.model.views import Picture, Teaser
from press.plan.context import Cards, ViewSources
from press.plan.crops import SHARE
from press.plan.teasers import share_of
from press.plan.urls import derived_path

_ACCENT = "#0f5c63"  # the styles' own, where config names none
# What the fonts of the cards hold (layouts/assets/fonts/cards/): Latin and Cyrillic with their signs. A test
# compares.
_DRAWN = re.compile(
    "[\u0020-\u007e\u00a1-\u00ac\u00ae-\u012b\u012e-\u0131\u0134-\u0165\u0168-\u017f\u0218-\u021b\u02bc"
    "\u0400-\u045f\u0490-\u0493\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9\u2012-\u2015\u2018-\u201a\u201c-\u201e"
    "\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u20b4\u2116\u2122\u2212]+"
)


def make_cards(teasers: Mapping[str, Teaser], sources: ViewSources) -> Cards:
    """Return a card for each piece that has no picture to share, by its stem, and that of the site under "".

    None: no card. A title in a script that the cards' fonts do not hold has none: its page is shared with the
    site's card.
    """
    picture_settings = sources.image_set.picture_settings
    if picture_settings.originals or not picture_settings.fonts or not sources.publication.images.cards:
        return {}
    keys: dict[str, None] = {"": None, **dict.fromkeys(sources.catalogue.pieces)}
    return Lazy(keys, lambda stem: _drawn(stem, teasers, sources))


def card_files(cards: Cards) -> tuple[DerivedFile, ...]:
    """Return the files to be made for all cards."""
    return tuple({found[1].path: found[1] for found in map(cards.__getitem__, cards) if found}.values())


def card_at(stem: str, cards: Cards) -> Picture | None:
    """Return a piece's card, or that of the site ("")."""
    found = cards.get(stem)
    return found[0] if found else None


def _drawn(stem: str, teasers: Mapping[str, Teaser], sources: ViewSources) -> tuple[Picture, DerivedFile] | None:
    article = sources.catalogue.pieces[stem].article if stem else None
    if article and not article.is_withdrawn and share_of(article.image, sources):
        return None
    card = _piece_card(article.title, teasers[stem], sources) if article else _site_card(sources)
    if card is None:
        return None
    key = digest((card, sources.image_set.picture_settings.maker))
    path = derived_path(article.slug if article else "card", key, SHARE[0], "png")
    alt = f"{card.title}. {card.byline}" if card.byline else card.title
    url, whole = sources.addresses.at(path), sources.addresses.whole(path)
    return Picture(url, whole, *SHARE, alt=alt, widest=SHARE[0]), DerivedFile(path, f"{key}-card", card)


def drawable(text: str) -> str | None:
    """Return `text` as the cards can draw it: without emoji, stress marks and the like; None where letters lack."""
    text = unicodedata.normalize("NFC", text)
    if _DRAWN.fullmatch(text):
        return " ".join(text.split())
    kept = []
    for char in text:
        if _DRAWN.match(char):
            kept.append(char)
        elif unicodedata.category(char)[0] in "LN":
            return None
        elif char.isspace():
            kept.append(" ")
    return " ".join("".join(kept).split())


def _site_card(sources: ViewSources) -> Card | None:
    publication = sources.publication
    return _card(publication.title, "", publication.description, sources)


def _piece_card(title: str, teaser: Teaser, sources: ViewSources) -> Card | None:
    label = teaser.label
    if teaser.sponsor:
        label = f"{label}: {teaser.sponsor}"
    elif teaser.kicker:
        label = f"{label} · {teaser.kicker}"
    return _card(title, label, teaser.byline, sources)


def _card(title: str, label: str, byline: str, sources: ViewSources) -> Card | None:
    drawn, name = drawable(title), drawable(sources.publication.title) or ""
    if not drawn:
        return None
    accent = sources.publication.accent or _ACCENT
    return Card(
        drawn, drawable(label) or "", drawable(byline) or "", name, accent, sources.image_set.picture_settings.fonts
    )
