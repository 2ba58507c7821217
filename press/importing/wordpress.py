"""WordPress's exports (WXR 1.0 to 1.2, whole or split) -> posts, people, terms and attachments."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape

from press.importing.dates import iso_date
from press.importing.languages import languages_of, split_languages
from press.importing.old_addresses import path_of
from press.importing.records import (
    Attachment,
    Overview,
    SourcePicture,
    SourcePost,
    SourceTerm,
    Status,
)
from press.importing.wordpress_body import gallery_numbers, wordpress_html
from press.importing.wxr_items import WxrElement, read_wxr
from press.importing.wxr_overview import TAXONOMIES, UNREAD_TAXONOMIES, WxrOverview, text_at

_STATES: Mapping[str, Status] = {
    "publish": "published",
    "inherit": "published",
    "future": "scheduled",
    "draft": "draft",
    "pending": "draft",
    "private": "withheld",
    "trash": "gone",
    "auto-draft": "gone",
}
# WordPress's own furniture; types that a plugin or theme made hold pieces.
_FURNITURE = frozenset(
    "nav_menu_item revision custom_css customize_changeset oembed_cache user_request wp_block wp_template"
    " wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face acf-field acf-field-group"
    " guest-author feedback scheduled-action wpcf7_contact_form".split()
)


@dataclass(frozen=True, slots=True)
class WordPressFiles:
    """An export, in one file or several."""

    paths: Sequence[str]

    def overview(self) -> Overview:
        """Return what the files say besides their posts."""
        found = WxrOverview()
        for path in self.paths:
            for element in read_wxr(path):
                found.take(element)
        return found.done()

    def posts(self, overview: Overview) -> Iterator[SourcePost]:
        """Yield posts and pages; one that two files hold comes once."""
        known = _Known(overview.attachments, {(term.taxonomy, term.slug): term for term in overview.terms})
        seen: set[str] = set()
        for path in self.paths:
            for element in read_wxr(path):
                if element.name != "item" or text_at(element, "wp:post_type", "post") in {"attachment", *_FURNITURE}:
                    continue
                post = _post(element, path, known)
                if post.id not in seen:
                    seen.add(post.id)
                    yield from _in_each_language(post)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a post's numbers and slugs mean."""

    attachments: Mapping[str, Attachment]
    terms: Mapping[tuple[str, str], SourceTerm]


def _post(element: WxrElement, path: str, known: _Known) -> SourcePost:
    meta = dict(element.meta)
    status, reason = _status(element)
    number = text_at(element, "wp:post_id") or text_at(element, "guid") or text_at(element, "link")
    own_type = text_at(element, "wp:post_type", "post")
    old = path_of(text_at(element, "link"))
    return SourcePost(
        id=number,
        is_page=own_type == "page",
        title=text_at(element, "title"),
        body=_body(element, meta, known),
        markup="html",
        place=f"{path}:{element.line}" if element.line else path,
        date=_date(element),
        slug=text_at(element, "wp:post_name"),
        path=old,
        older=(f"/?p={number}", *_older(element, old)),
        status=status,
        reason=reason,
        authors=_authors(element),
        terms=_terms(element, own_type, known),
        dek=text_at(element, "excerpt:encoded"),
        image=_thumbnail(meta, known),
        seo_title=meta.get("_yoast_wpseo_title", "") if "%%" not in meta.get("_yoast_wpseo_title", "") else "",
        seo_description=meta.get("_yoast_wpseo_metadesc", "") or meta.get("_aioseop_description", ""),
        noindex=meta.get("_yoast_wpseo_meta-robots-noindex") == "1",
        canonical=meta.get("_yoast_wpseo_canonical", ""),
        featured=text_at(element, "wp:is_sticky") == "1",
    )


def _status(element: WxrElement) -> tuple[Status, str]:
    if text_at(element, "wp:post_password"):
        return "withheld", "password"
    written = text_at(element, "wp:status", "publish")
    status = _STATES.get(written, "draft")
    return status, "" if status == "published" else written


def _older(element: WxrElement, old: str) -> tuple[str, ...]:
    """The addresses that older slugs of the post made."""
    above = old.rstrip("/").rpartition("/")[0]
    slugs = dict.fromkeys(value.strip() for key, value in element.meta if key == "_wp_old_slug" and value.strip())
    return tuple(f"{above}/{slug}/" for slug in slugs) if not old.startswith("/?") else ()


def _date(element: WxrElement) -> str:
    """The local date with the offset that the date in UTC shows; zeros are no date."""
    local, utc = text_at(element, "wp:post_date"), text_at(element, "wp:post_date_gmt")
    written = iso_date(local) if local[:4] not in {"", "0000"} else ""
    instant = iso_date(utc) if utc[:4] not in {"", "0000"} else ""
    if written and instant:
        apart = round((datetime.fromisoformat(written) - datetime.fromisoformat(instant)).total_seconds() / 900) * 15
        if abs(apart) <= 14 * 60:
            return f"{written}{'+' if apart >= 0 else '-'}{abs(apart) // 60:02}:{abs(apart) % 60:02}"
    if written or instant:
        return written or f"{instant}Z"
    published = text_at(element, "pubDate")
    return iso_date(published) if "-0001" not in published else ""


def _authors(element: WxrElement) -> tuple[str, ...]:
    several = [slug or name for domain, slug, name in element.terms if domain == "author"]
    return tuple(dict.fromkeys(several)) or tuple(filter(None, [text_at(element, "dc:creator")]))


def _terms(element: WxrElement, own_type: str, known: _Known) -> tuple[SourceTerm, ...]:
    found = []
    for domain, slug, name in element.terms:
        taxonomy = TAXONOMIES.get(domain, domain)
        if domain in UNREAD_TAXONOMIES or not name.strip() or slug == "uncategorized":
            continue
        found.append(known.terms.get((taxonomy, slug)) or SourceTerm(taxonomy, unescape(name).strip(), slug))
    if own_type not in {"post", "page"}:
        found.append(SourceTerm("type", own_type))
    return tuple(dict.fromkeys(found))


def _thumbnail(meta: Mapping[str, str], known: _Known) -> SourcePicture | None:
    attachment = known.attachments.get(meta.get("_thumbnail_id", "").strip())
    return SourcePicture(attachment.url, attachment.alt, attachment.caption) if attachment else None


def _body(element: WxrElement, meta: Mapping[str, str], known: _Known) -> str:
    raw = element.texts.get("content:encoded", "")
    notes = _notes(meta.get("footnotes", ""))
    if "[gallery" not in raw:
        return wordpress_html(raw, {}) + notes
    own = text_at(element, "wp:post_id")
    attached = [number for number, found in known.attachments.items() if found.parent == own]
    numbers = [number for number in (*gallery_numbers(raw), *attached) if number in known.attachments]
    return wordpress_html(raw, {number: known.attachments[number] for number in numbers}, attached) + notes


def _notes(written: str) -> str:
    """The texts of a post's footnotes, which blocks keep outside of the body."""
    try:
        notes = json.loads(written) if written.startswith("[") else []
    except ValueError:
        return ""
    items = [
        f'<li id="{note["id"]}">{note.get("content", "")}</li>'
        for note in notes
        if isinstance(note, dict) and "id" in note
    ]
    return f"<ol>{''.join(items)}</ol>" if items else ""


def _in_each_language(post: SourcePost) -> Iterator[SourcePost]:
    """Yield a post, or one a language where two stand in one text (qTranslate)."""
    languages = languages_of(f"{post.title}\n{post.body}")
    if not languages:
        yield post
        return
    for number, lang in enumerate(languages):
        own = replace(
            post,
            lang=lang,
            title=split_languages(post.title, lang),
            body=split_languages(post.body, lang),
            dek=split_languages(post.dek, lang),
        )
        if number:
            path = f"/{lang}{post.path}" if post.path.startswith("/") and not post.path.startswith("/?") else ""
            own = replace(
                own,
                id=f"{post.id}-{lang}",
                slug=f"{post.slug}-{lang}" if post.slug else "",
                path=path,
                older=(),
                translation_of=post.id,
            )
        yield own
