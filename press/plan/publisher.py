"""Sources -> Masthead: what each page says of the site and its publisher, made once."""

from __future__ import annotations

from press.model.page_views import FeedLink
from press.model.views import Link
from press.plan.context import Publisher, ViewSources
from press.plan.structured import Node, filled, image_node
from press.plan.teasers import logo_picture

RSS, JSON_FEED = "application/rss+xml", "application/feed+json"


def publisher_of(sources: ViewSources) -> Publisher:
    """Return what each page says of the site."""
    title, addresses = sources.publication.title, sources.addresses
    principles = dict(sources.publication.organization.policies).get("publishingPrinciples", "")
    return Publisher(
        home=addresses.whole(""),
        link=Link(title, addresses.at("")),
        feeds=(FeedLink(title, addresses.url("feed:"), RSS), FeedLink(title, addresses.url("feed.json:"), JSON_FEED)),
        nodes=(_publisher(sources), _site(sources)),
        principles=_whole(principles, sources) if principles else "",
    )


def _publisher(sources: ViewSources) -> Node:
    publication = sources.publication
    organization, home = publication.organization, sources.addresses.whole("")
    # The publisher's own logo, else the publication's.
    logo = logo_picture(sources, organization=True)
    return filled(
        {
            "@type": "NewsMediaOrganization",
            "@id": home + "#org",
            "name": organization.name or publication.title,
            "url": home,
            "logo": image_node(logo) if logo else None,
            "foundingDate": organization.founding,
            "sameAs": list(organization.same_as),
            "email": organization.email,
            **{name: _whole(url, sources) for name, url in organization.policies},
        }
    )


def _site(sources: ViewSources) -> Node:
    publication, home = sources.publication, sources.addresses.whole("")
    return filled(
        {
            "@type": "WebSite",
            "@id": home + "#site",
            "url": home,
            "name": publication.title,
            "description": publication.description,
            "inLanguage": publication.language,
            "publisher": {"@id": home + "#org"},
        }
    )


def _whole(url: str, sources: ViewSources) -> str:
    return url if "//" in url else sources.addresses.whole(url.lstrip("/"))
