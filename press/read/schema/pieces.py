"""The keys of an article's front matter. Descriptions and examples are what docs and editors' programs show."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from press.model.content import CorrectionType
from press.read.schema.addresses import ContentFile, Language, OlderAddress, Slug, Web
from press.read.schema.fields import (
    Flag,
    Focus,
    FooterParts,
    FreeKeys,
    Keys,
    Line,
    Name,
    NameList,
    Prose,
    TextOrFalse,
    When,
    Words,
    one_of,
    split_names,
    whole_number,
)

PartNumber = Annotated[int, whole_number(1, 999)]
CorrectionWord = Annotated[
    CorrectionType, one_of("correction", "clarification", "update", "editors-note", "retraction")
]
IMPORTED = "Where it was brought in from (from, id, on); a picture without alt text is then a note."
AddressList = Annotated[list[OlderAddress], BeforeValidator(split_names, json_schema_input_type=str | list[str])]


def key(description: str, example: str = "", **more: Any) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Return a key's description, its example as it would be written, and its default."""
    return Field(description=description, examples=[example] if example else None, **more)


class Picture(Keys):
    """A picture of content/ and what is said of it."""

    src: ContentFile = key("The picture's file below content/.", "images/bridge.jpg")
    alt: Words = key("What the picture shows, for readers who cannot see it.", "A bridge at night", default="")
    caption: Words = key("The words below the picture.", "The Old Bridge, closed since May.", default="")
    credit: Line = key("Who made the picture.", "Ana Ruiz", default="")
    license: Line = key("The licence, by name or address.", "CC BY 4.0", default="")
    focus: Focus = key(
        "The point that stays in view when the picture is cut, from the left and from the top.",
        "50% 30%",
        default=(50.0, 50.0),
    )


class SponsorKeys(Keys):
    """Who paid for a piece of the kind sponsored."""

    name: Name = key("The sponsor's name.", "Harbour Bank")
    url: Web = key("The sponsor's address.", "https://example.org/", default="")


class SeoKeys(Keys):
    """What search engines are told instead of title and dek."""

    title: Line = key("The title for search engines.", default="")
    description: Words = key("The description for search engines.", default="")
    noindex: Flag = key("Asks search engines to leave the page out.", "true", default=False)


class CorrectionKeys(Keys):
    """One correction of a published piece."""

    date: When = key("When it was made.", "2026-03-04")
    type: CorrectionWord = key(
        "correction, clarification, update, editors-note or retraction; the last two stand at the top of the piece.",
        "correction",
    )
    text: Prose = key("What was wrong and what is right, as Markdown.", "The bridge opened in 1911, not in 1901.")


class ArticleKeys(Keys):
    """The front matter of a piece in content/articles/."""

    title: Line = key("The headline, at most 300 characters.", "Rent caps work, and here is the bill")
    date: When = key("When the piece comes out, in the site's time zone; before that it is held back.", "2026-03-02")
    short_title: Line = key("The headline for teasers and menus.", "Rent caps work", default="")
    kicker: Line = key("The line above the headline.", "Housing", default="")
    dek: Words = key(
        "The standfirst below the headline; teasers show its first 200 characters.",
        "What a cap would cost.",
        default="",
    )
    kind: Name = key("The kind of piece: op-ed, column, editorial, letters, analysis, ...", "column", default="op-ed")
    column: Name = key("The name of the column that the piece belongs to.", "The Slow Lane", default="")
    series: Name = key("The name of the series that the piece belongs to.", "The river", default="")
    part: PartNumber = key("The piece's place in its series.", "2", default=0)
    authors: NameList = key("The writers: ids or names, as a list or between commas.", "[amy-mok]", default=())
    byline: Line = key(
        "Words shown in place of the writers' names, which search engines are still told.",
        "A nurse at St Mary's",
        default="",
    )
    role: Line = key("The writer's role at the time.", "Deputy mayor", default="")
    translator: NameList = key("Who translated the piece.", "[amy-mok]", default=())
    editor: NameList = key("Who edited the piece.", "[amy-mok]", default=())
    sponsor: SponsorKeys | None = key(
        "Who paid; required for the kind sponsored.", "{name: Harbour Bank}", default=None
    )
    updated: When | None = key("When the piece was last changed in substance.", "2026-03-05", default=None)
    expires: When | None = key("When the piece is taken down.", "2026-12-31", default=None)
    draft: Flag = key("true keeps the piece out of the site.", "true", default=False)
    archive: Flag = key("true allows a date of 1969-12-31 or 1970-01-01.", "true", default=False)
    topics: NameList = key("What the piece is about: ids or names.", "[housing, money]", default=())
    image: Picture | None = key("The lead picture.", "{src: images/bridge.jpg, alt: A bridge}", default=None)
    slug: Slug = key("The piece's part of the address; else its file's name without the date.", "rent-caps", default="")
    aliases: AddressList = key("Older addresses that lead to the piece.", "[2019/old-address/]", default=())
    related: NameList = key("Pieces to show first under Other topics of interest.", "[2026-01-09-tram]", default=())
    related_exclude: NameList = key("Pieces never to show there.", "[2026-01-09-tram]", default=())
    card: Name = key("The card inside the text: auto, off, or a piece.", "off", default="auto")
    replies_to: Name = key("The piece that this one answers.", "2026-01-09-tram", default="")
    corrections: list[CorrectionKeys] = key(
        "What was corrected.", "[{date: 2026-03-04, type: correction, text: ...}]", default=()
    )
    keep_body: Flag = key("true keeps the text of a retracted piece.", "true", default=False)
    disclosure: Prose = key("The writer's interest in the matter, as Markdown.", "The author owns a flat.", default="")
    disclaimer: TextOrFalse = key("Words in place of the usual disclaimer, or false for none.", "false", default=None)
    footer: FooterParts = key(
        "The parts shown at the foot: disclaimer, correction, report.", "[disclaimer, correction]", default=None
    )
    canonical: Web = key("Where the piece was first published.", "https://example.org/first/", default="")
    lang: Language = key("The language of the piece, as a BCP 47 tag.", "uk", default="")
    translation_of: Name = key("The piece that this one translates.", "2026-01-09-tram", default="")
    lead: Flag = key("true puts the piece on top of the front page.", "true", default=False)
    seo: SeoKeys | None = key("What search engines are told.", "{noindex: true}", default=None)
    feed: Flag = key("false keeps the piece out of the feeds.", "false", default=True)
    guards: Flag = key("false allows TK, DO NOT PUBLISH and the like in the text.", "false", default=True)
    imported: dict[str, Line] = key(IMPORTED, "{from: wordpress, id: '123', on: 2026-03-02}", default={})
    extra: FreeKeys = key("A newsroom's own keys; layouts see them.", "{photo_essay: true}", default={})
