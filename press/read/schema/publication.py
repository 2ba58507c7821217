"""The keys of config.yaml. Descriptions and examples are what docs and editors' programs show."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from press.read.schema.addresses import (
    Colour,
    Email,
    FileFromRoot,
    Language,
    Layout,
    LinkOrPath,
    SiteAddress,
    Web,
)
from press.read.schema.deploy import Targets
from press.read.schema.fields import (
    Flag,
    FooterParts,
    FreeKeys,
    Keys,
    Line,
    Name,
    NameList,
    TextOrFalse,
    Words,
    mistake,
    split_names,
)
from press.read.schema.newsletter import NewsletterKeys
from press.read.schema.pieces import AddressList, key
from press.read.schema.redirects import RedirectKeys
from press.read.schema.rights import RightsValue
from press.read.schema.settings import (
    POLICIES,
    Ai,
    BylineRule,
    Count,
    CountOrNone,
    Days,
    Directive,
    Domain,
    FileRef,
    Format,
    KindId,
    Percent,
    Permalink,
    Policy,
    PolicySources,
    RawHtml,
    SchemaType,
    Slugs,
    TimeZone,
    Weight,
    Width,
    Year,
)


class KindKeys(Keys):
    """A kind of piece: one of the newsroom's own, or a change to one that there is."""

    label: Line = key("The words above the headline; else those of the strings file.", "Review", default="")
    byline: BylineRule | None = key("Who signs: author, board, letters or sponsor (paid).", "author", default=None)
    disclaimer: TextOrFalse = key("The disclaimer below such pieces, or false for none.", "false", default=None)
    required: Flag | None = key("true: a piece without a disclaimer is a problem.", "true", default=None)
    schema_type: SchemaType = key("The schema.org type of such pieces.", "ReviewNewsArticle", default="")
    footer: FooterParts = key(
        "The parts shown at the foot: disclaimer, correction, report.", "[disclaimer, correction]", default=None
    )
    layout: Layout = key("A layout of its own in layouts/.", "review.html", default="")
    label_in_title: Flag | None = key(
        "true: the label goes before the headline in feeds and on social networks.", "true", default=None
    )


class CorrectionDeskKeys(Keys):
    """Where readers' corrections go: one of the three."""

    email: Email = key("An address that somebody reads.", "corrections@example.org", default="")
    issues: Web = key("The address of a new-issue form.", "https://example.org/issues/new", default="")
    endpoint: Web = key("An address that takes reports as a POST.", "https://example.org/report", default="")


def _one_place(context: CorrectionDeskKeys) -> CorrectionDeskKeys:
    if sum(map(bool, (context.email, context.issues, context.endpoint))) > 1:
        raise mistake("corrections go to one place", "keep one of email, issues and endpoint")
    return context


PlanContext = Annotated[CorrectionDeskKeys, AfterValidator(_one_place)]


class RelatedWeightKeys(Keys):
    """What tells that two pieces are related, each in per cent of what it counts by itself."""

    words: Weight = key("The words that both use.", "150", default=100)
    headlines: Weight = key("A text that speaks of what the other's title and dek promise.", "50", default=100)
    topics: Weight = key("Topics in common.", "200", default=100)
    author: Weight = key("The same author; 0 makes no difference between authors.", "0", default=100)
    series: Weight = key("The same series.", "300", default=100)


class RelatedKeys(Keys):
    """What "Other topics of interest" shows, and how it chooses."""

    card_after: Count = key("The card stands after this many paragraphs.", "3", default=3)
    list: CountOrNone = key("How many pieces the list below a piece holds.", "3", default=3)
    per_author: Count = key("At most this many by one writer.", "2", default=2)
    per_series: Count = key("At most this many of one series.", "2", default=2)
    half_life_days: Days = key("The difference in age, in days, that halves a score.", "730", default=730)
    card_needs_picture: Flag = key("false lets the card show pieces without a picture.", "false", default=True)
    weights: RelatedWeightKeys = key(
        "How much each sign of kinship counts, in per cent of what it counts by itself.",
        "{topics: 200}",
        default=RelatedWeightKeys(),
    )


class SectionKeys(Keys):
    """A section of the front page."""

    show: Name = key("editorial, columnists, kinds, latest, or a kind or topic.", "housing", default="")
    count: Count | None = key("How many pieces it holds.", "4", default=None)
    title: Line = key("Words above it in place of the usual ones.", "At home", default="")
    pieces: NameList = key("Pieces that come first in it, in this order.", "[2026-03-02-rent-cap]", default=())


def _as_section(value: object) -> object:
    return {"show": value} if isinstance(value, str) else value


FrontSectionValue = Annotated[SectionKeys, BeforeValidator(_as_section)]
Sections = BeforeValidator(split_names, json_schema_input_type=str | list[str | SectionKeys])


class FrontKeys(Keys):
    """What stands on the front page."""

    lead: Name = key("The piece on top; else the newest one marked lead.", "2026-03-02-rent-cap", default="")
    pins: NameList = key("Pieces beside the lead, in this order.", "[2026-03-02-rent-cap]", default=())
    beside: CountOrNone = key("How many pieces stand beside the lead.", "3", default=3)
    latest: CountOrNone = key("How many of the latest pieces are shown.", "9", default=9)
    columnists: CountOrNone = key("How many columnists are shown.", "4", default=4)
    sections: Annotated[list[FrontSectionValue], Sections] = key(
        "What stands below the lead, in this order: editorial, columnists, kinds, latest, and kinds or topics.",
        "[editorial, latest, {show: housing, count: 4}]",
        default=(),
    )
    section_size: Count = key("How many pieces a strip holds.", "3", default=3)


class ImageKeys(Keys):
    """Sizes and formats of pictures."""

    widths: Annotated[list[Width], FileRef] = key(
        "The widths in pixels that pictures are made in.", "[400, 800]", default=(400, 800, 1200, 1600)
    )
    formats: Annotated[list[Format], FileRef] = key(
        "Formats beside JPEG or PNG, best first: avif, webp.", "[avif, webp]", default=("avif", "webp")
    )
    quality: Percent = key("From 1 to 100; the same number looks the same in each format.", "70", default=70)
    require_credit: Flag = key("true: a picture without credit is a problem.", "true", default=False)
    cards: Flag = key("false: no social cards for pieces without a picture.", "false", default=True)


class MenuKeys(Keys):
    """One entry of the menu."""

    text: Line = key("The words.", "About")
    url: LinkOrPath = key("Where they lead.", "/about/")


class FeedKeys(Keys):
    """What the feeds hold."""

    items: Count = key("How many pieces a feed holds.", "30", default=30)
    aliases: AddressList = key("Older addresses of the feed.", "[feed/, atom.xml]", default=())


class OrganizationKeys(Keys):
    """The publisher, as search engines read of it."""

    model_config = ConfigDict(populate_by_name=False)

    name: Line = key("The publisher's name; else the publication's.", "The Velsund Courier Ltd", default="")
    logo: FileFromRoot = key("Its logo below content/; else the publication's.", "images/logo.png", default="")
    founding: Year = key("When it was founded.", "1891", default="")
    same_as: Annotated[list[Web], FileRef] = Field(
        alias="sameAs",
        description="Its addresses elsewhere.",
        examples=["[https://social.example/@courier]"],
        default=[],
    )
    policies: dict[Policy, LinkOrPath] = key(
        f"Pages that say how it works, by property of schema.org: {', '.join(POLICIES)}.",
        "{correctionsPolicy: /corrections-policy/}",
        default={},
    )
    email: Email = key("An address for readers.", "desk@example.org", default="")


class ConfigKeys(Keys):
    """config.yaml: the publication."""

    title: Line = key("The publication's name.", "The Harbour Post")
    url: SiteAddress = key("The address at which the site stands.", "https://example.org/opinion/")
    description: Words = key("One sentence about the publication.", "Argument from the harbour.", default="")
    language: Language = key("The language of what names no other, as a BCP 47 tag.", "en", default="en")
    timezone: TimeZone = key("The clock by which pieces come out.", "Europe/Kyiv", default=ZoneInfo("UTC"))
    logo: FileFromRoot = key("The logo's file below content/.", "images/logo.png", default="")
    icon: FileFromRoot = key(
        "The picture of the icons below content/, square and at least 512 pixels wide; else the logo.",
        "images/icon.png",
        default="",
    )
    accent: Colour = key("The colour of links and rules, in quotes.", '"#9c2f24"', default="")
    permalink: Permalink = key(
        "The pattern of a piece's address, of {year}, {month}, {day}, {slug} and {kind}.",
        "/{year}/{month}/{slug}/",
        default="/{year}/{month}/{slug}/",
    )
    per_page: Count = key("How many pieces a page of a list holds.", "20", default=20)
    menu: list[MenuKeys] = key(
        "The menu; else the pages that ask for a place.", "[{text: About, url: /about/}]", default=()
    )
    front: FrontKeys = key("The front page.", "{latest: 12}", default_factory=FrontKeys)
    kinds: dict[KindId, KindKeys] = key(
        "Kinds of the newsroom's own, and changes.", "{review: {label: Review}}", default={}
    )
    disclaimer: TextOrFalse = key("The disclaimer below signed pieces, or false for none.", "false", default=None)
    corrections: PlanContext | None = key(
        "Where readers' corrections go.", "{email: corrections@example.org}", default=None
    )
    related: RelatedKeys = key('How "Other topics of interest" chooses.', "{list: 4}", default_factory=RelatedKeys)
    strict: Flag = key("true makes every note a problem.", "true", default=False)
    raw_html: RawHtml = key("HTML in texts: sanitize, escape or trust.", "sanitize", default="sanitize")
    slugs: Slugs = key("Letters in addresses: unicode or ascii.", "unicode", default="unicode")
    images: ImageKeys = key("How pictures are made.", "{quality: 80}", default_factory=ImageKeys)
    feeds: FeedKeys = key("The feeds.", "{items: 50}", default_factory=FeedKeys)
    search: Flag = key("true adds a search page.", "true", default=False)
    ai: Ai | None = key(
        "What robots.txt says to AI crawlers: allow, search-only or none. `rights` says more.", "none", default=None
    )
    rights: RightsValue | None = key("What programs may do with the texts.", "{training: no}", default=None)
    newsletter: NewsletterKeys | None = key(
        "The week by mail.",
        "{sender: opinion@example.org, unsubscribe: 'https://example.org/leave?who={address}', imprint: The Post}",
        default=None,
    )
    organization: OrganizationKeys | None = key("The publisher.", "{founding: 1891}", default=None)
    csp: dict[Directive, PolicySources] = key(
        "Additions to the content policy.", "{img-src: https://cdn.example.org}", default={}
    )
    cname: Domain = key("The domain written to CNAME.", "opinion.example.org", default="")
    deploy: Targets = key("Where the site goes, by name.", "{live: {target: s3, bucket: courier-opinion}}", default={})
    redirects: RedirectKeys = key(
        "Older addresses that no text names.", "{file: redirects.csv}", default_factory=RedirectKeys
    )
    extra: FreeKeys = key("A newsroom's own keys; layouts see them.", "{phone: 555-0100}", default={})
