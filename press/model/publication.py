"""Publication: config.yaml as values, defaults filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

from press.model.newsletter import NewsletterRules
from press.model.problem import Where
from press.model.redirects import ConfiguredRedirect
from press.model.rights import Crawlers, Rights

Byline = Literal["author", "board", "letters", "sponsor"]
FooterPart = Literal["disclaimer", "correction", "report"]
FOOTER_PARTS: tuple[FooterPart, ...] = ("disclaimer", "correction", "report")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of piece.

    `label`: words on the page, "" = the word `kinds.<id>` of the piece's language (column: the column's name).
    `byline`: who signs when the piece names no author. `disclaimer`: Markdown; "" = the house's default for this
    kind; False = none. `required`: a published piece without a disclaimer is a problem.
    `schema_type`: the schema.org type. `footer`: the footer parts that show. `layout`: "" = article.html.
    `views`: whose views the default disclaimer speaks of ("" = no default disclaimer). `label_in_title`: the label
    goes before the headline wherever that travels alone (social networks, feeds), so that nobody takes the piece
    for what it is not.
    """

    id: str
    label: str = ""
    byline: Byline = "author"
    disclaimer: str | Literal[False] = ""
    views: Literal["author", "board", "writers", "sponsor", "satire", ""] = ""
    required: bool = False
    schema_type: str = "OpinionNewsArticle"
    footer: tuple[FooterPart, ...] = FOOTER_PARTS
    layout: str = ""
    label_in_title: bool = False

    @property
    def is_sponsored(self) -> bool:
        """Paid content is kept out of related lists, latest, feeds and the news sitemap."""
        return self.byline == "sponsor" or self.schema_type == "AdvertiserContentArticle"


@dataclass(frozen=True, slots=True)
class CorrectionDesk:
    """Where suggestions for corrections go; at most one of the three is set, none = no correction link.

    `email`: an address; `issues`: address of a new-issue form; `endpoint`: address that takes a POST.
    """

    email: str = ""
    issues: str = ""
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class RelatedWeights:
    """What tells that two pieces are related, each in per cent of what it counts by itself; 0 = nothing."""

    words: int = 100
    headlines: int = 100
    topics: int = 100
    author: int = 100
    series: int = 100


@dataclass(frozen=True, slots=True)
class RelatedRules:
    """How "Other topics of interest" chooses; `half_life_days` is the age gap that halves a score."""

    card_after: int = 3
    list: int = 3
    per_author: int = 2
    per_series: int = 2
    half_life_days: int = 730
    card_needs_picture: bool = True
    weights: RelatedWeights = RelatedWeights()


@dataclass(frozen=True, slots=True)
class FrontSection:
    """A section of the front page that an editor asked for.

    `show`: `editorial`, `columnists`, `kinds`, `latest`, or the id of a kind or topic; "" = nothing but `pieces`.
    `count`: how many pieces, 0 = as many as the house has there. `pieces` are names of pieces that come first.
    """

    show: str = ""
    count: int = 0
    title: str = ""
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrontRules:
    """The front page; `pins` are pieces beside the lead; `sections` stand below it, () = chosen by the house."""

    lead: str = ""
    pins: tuple[str, ...] = ()
    beside: int = 3
    latest: int = 9
    columnists: int = 4
    sections: tuple[FrontSection, ...] = ()
    section_size: int = 3


@dataclass(frozen=True, slots=True)
class ImageRules:
    """Pictures: widths in pixels, formats in order of preference, quality 1-100; `cards`: make social cards."""

    widths: tuple[int, ...] = (400, 800, 1200, 1600)
    formats: tuple[str, ...] = ("avif", "webp")
    quality: int = 70
    require_credit: bool = False
    cards: bool = True


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of the menu: words and an address (relative to the section, or whole)."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Organization:
    """The publisher as structured data names it; `policies` maps a schema.org property to an address."""

    name: str = ""
    logo: str = ""
    founding: str = ""
    same_as: tuple[str, ...] = ()
    policies: tuple[tuple[str, str], ...] = ()
    email: str = ""


@dataclass(frozen=True, slots=True)
class DeployTarget:
    """One place that the site is deployed to; "" where a kind of target does without.

    s3: `bucket`, `prefix` in it, `region`, `endpoint` (another service's address), `cloudfront` (id of a
    distribution to be told of changes), `compress` (texts are kept gzipped). git: `remote` (name or address) and
    `branch`. rsync: `to`, a folder or `user@host:/folder`. folder: `path`, from the site's folder.
    """

    target: Literal["s3", "git", "rsync", "folder"]
    bucket: str = ""
    prefix: str = ""
    region: str = ""
    endpoint: str = ""
    cloudfront: str = ""
    compress: bool = False
    remote: str = ""
    branch: str = ""
    to: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication as config.yaml describes it; `url` ends with a slash.

    `redirects` are those of the configuration; `redirect_file` names a list of more next to it. `outside_aliases`: a
    text may take older addresses outside the section. `where`: the places of its keys. `is_preview`: built with
    drafts, or for another address than the configuration's: no search engine may list it.
    """

    title: str
    url: str
    description: str = ""
    language: str = "en"
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    logo: str = ""
    icon: str = ""
    accent: str = ""
    permalink: str = "/{year}/{month}/{slug}/"
    per_page: int = 20
    menu: tuple[MenuItem, ...] = ()
    front: FrontRules = field(default_factory=FrontRules)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    disclaimer: str | Literal[False] = ""
    corrections: CorrectionDesk = field(default_factory=CorrectionDesk)
    related: RelatedRules = field(default_factory=RelatedRules)
    strict: bool = False
    raw_html: Literal["sanitize", "escape", "trust"] = "sanitize"
    slugs: Literal["unicode", "ascii"] = "unicode"
    images: ImageRules = field(default_factory=ImageRules)
    feed_items: int = 30
    feed_aliases: tuple[str, ...] = ()
    is_preview: bool = False
    search: bool = False
    ai: Crawlers = "allow"
    rights: Rights | None = None
    newsletter: NewsletterRules | None = None
    organization: Organization = field(default_factory=Organization)
    csp: tuple[tuple[str, str], ...] = ()
    cname: str = ""
    deploy: Mapping[str, DeployTarget] = field(default_factory=dict)
    redirects: tuple[ConfiguredRedirect, ...] = ()
    redirect_file: str = ""
    outside_aliases: bool = False
    extra: Mapping[str, object] = field(default_factory=dict)
    where: Where = field(default=Where("config.yaml"), repr=False, compare=False)
