"""A WXR file's elements -> its site, people, terms and attachments: all that is small enough for memory."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

from press.importing.old_addresses import path_of
from press.importing.people import is_public_name
from press.importing.records import Attachment, Overview, Remark, SourcePerson, SourceSite, SourceTerm
from press.importing.wxr_items import WxrElement

TAXONOMIES = {"post_tag": "tags", "tag": "tags", "category": "categories"}
UNREAD_TAXONOMIES = frozenset(
    {"post_format", "nav_menu", "author", "post_status", "wp_theme", "language", "post_translations"}
)


class WxrOverview:
    """Collects what is small: never a text of a post."""

    def __init__(self) -> None:
        self.channel: dict[str, str] = {}
        self.people: dict[str, SourcePerson] = {}
        self.terms: dict[tuple[str, str], SourceTerm] = {}
        self.attachments: dict[str, Attachment] = {}
        self.remarks: list[Remark] = []

    def take(self, element: WxrElement) -> None:
        """Take in one element of the channel."""
        if element.name == "author":
            self._person(element)
        elif element.name in {"category", "tag", "term"}:
            self._term(element)
        elif element.name == "item":
            self._item(element)
        else:
            self.channel.setdefault(element.name, element.texts.get("", ""))

    def _person(self, element: WxrElement) -> None:
        login = text_at(element, "wp:author_login")
        first, last = text_at(element, "wp:author_first_name"), text_at(element, "wp:author_last_name")
        shown = text_at(element, "wp:author_display_name")
        whole = f"{first} {last}".strip()
        name = shown if is_public_name(shown, login) else whole
        if login and login not in self.people:
            self.people[login] = SourcePerson(login, name if is_public_name(name, login) else "")

    def _term(self, element: WxrElement) -> None:
        texts = element.texts
        taxonomy = {"category": "categories", "tag": "tags"}.get(element.name, texts.get("wp:term_taxonomy", ""))
        taxonomy = TAXONOMIES.get(taxonomy, taxonomy)
        names = ("wp:cat_name", "wp:tag_name", "wp:term_name")
        slugs = ("wp:category_nicename", "wp:tag_slug", "wp:term_slug")
        name = next((unescape(texts[key]) for key in names if texts.get(key)), "")
        slug = next((texts[key] for key in slugs if texts.get(key)), "")
        about = next(
            (
                texts[f"wp:{key}_description"]
                for key in ("category", "tag", "term")
                if texts.get(f"wp:{key}_description")
            ),
            "",
        )
        if name and taxonomy not in UNREAD_TAXONOMIES:
            self.terms[taxonomy, slug] = SourceTerm(taxonomy, name, slug, about)

    def _item(self, element: WxrElement) -> None:
        kind = text_at(element, "wp:post_type", "post")
        meta = dict(element.meta)
        if kind == "guest-author":
            name = meta.get("cap-display_name", "") or text_at(element, "title")
            slug = meta.get("cap-user_login", "")
            self.people.setdefault(f"cap-{slug}", SourcePerson(f"cap-{slug}", name if is_public_name(name, "") else ""))
        if kind != "attachment":
            return
        number = text_at(element, "wp:post_id")
        url = text_at(element, "wp:attachment_url") or text_at(element, "guid")
        self.attachments[number] = Attachment(
            number,
            url,
            alt=meta.get("_wp_attachment_image_alt", ""),
            caption=text_at(element, "excerpt:encoded"),
            path=path_of(text_at(element, "link")),
            parent=text_at(element, "wp:post_parent"),
        )

    def done(self) -> Overview:
        """Return all that was found."""
        url = (
            self.channel.get("wp:base_blog_url") or self.channel.get("wp:base_site_url") or self.channel.get("link", "")
        )
        base = path_of(url).rstrip("/")
        site = SourceSite(
            "wordpress",
            title=unescape(self.channel.get("title", "")).strip(),
            url=url.strip(),
            description=unescape(self.channel.get("description", "")).strip(),
            language=self.channel.get("language", "").strip().replace("_", "-"),
            feeds=(f"{base}/feed/", f"{base}/feed/rss/", f"{base}/feed/atom/", f"{base}/rss/"),
        )
        terms = tuple(replace(term, path=_term_path(term, base)) for term in self.terms.values())
        return Overview(site, tuple(self.people.values()), terms, self.attachments, tuple(self.remarks))


def _term_path(term: SourceTerm, base: str) -> str:
    folder = {"categories": "category", "tags": "tag"}.get(term.taxonomy, term.taxonomy)
    return f"{base}/{folder}/{term.slug}/" if term.slug else ""


def text_at(element: WxrElement, name: str, default: str = "") -> str:
    """Return the text of an element's child, `default` where it says nothing."""
    return element.texts.get(name, "").strip() or default
