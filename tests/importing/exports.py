"""Exports made here, with the nasty parts of real ones."""

from __future__ import annotations

import json
from pathlib import Path

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Old Harbour &amp; Sons</title><link>https://old.example</link><description>Tides</description>
<language>en-GB</language><wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_login>secretlogin</wp:author_login><wp:author_email>secret@mail.example</wp:author_email>
<wp:author_display_name><![CDATA[Ana Ruiz]]></wp:author_display_name></wp:author>
<wp:author><wp:author_login>onlylogin</wp:author_login><wp:author_email>other@mail.example</wp:author_email>
<wp:author_display_name>onlylogin</wp:author_display_name></wp:author>
<wp:category><wp:category_nicename>streets</wp:category_nicename>
<wp:cat_name>Streets & Squares</wp:cat_name></wp:category>
"""


def item(
    number: int,
    title: str,
    body: str,
    *,
    status: str = "publish",
    kind: str = "post",
    more: str = "",
    creator: str = "secretlogin",
    day: str = "2019-03-02 10:30:00",
) -> str:
    """Return an item of a WXR file."""
    slug = "-".join(title.lower().split()) or f"post-{number}"
    folder = f"{day[:4]}/{day[5:7]}/" if kind == "post" else ""
    return f"""<item><title>{title}</title><link>https://old.example/{folder}{slug}/</link>
<dc:creator>{creator}</dc:creator><content:encoded><![CDATA[{body}]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{number}</wp:post_id><wp:post_date>{day}</wp:post_date>
<wp:post_date_gmt>{day}</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status>
<wp:post_type>{kind}</wp:post_type>
<category domain="category" nicename="streets"><![CDATA[Streets & Squares]]></category>{more}
<wp:comment><wp:comment_author>Commenter Zed</wp:comment_author><wp:comment_author_email>zed@mail.example
</wp:comment_author_email><wp:comment_author_IP>203.0.113.77</wp:comment_author_IP>
<wp:comment_content>commentmarker</wp:comment_content></wp:comment></item>
"""


def wxr(folder: Path, *items: str) -> Path:
    """Write a WXR file."""
    path = folder / "export.xml"
    path.write_text(HEAD + "".join(items) + "</channel></rss>", encoding="utf-8")
    return path


def ghost(folder: Path) -> Path:
    """Write an export of Ghost: a post, one for members, one sent by e-mail only, and a member."""
    usual = {"type": "post", "status": "published", "visibility": "public", "published_at": "2021-05-01T08:00:00.000Z"}
    posts = [
        {
            **usual,
            "id": "1",
            "title": "First",
            "slug": "first",
            "html": '<p>See <a href="__GHOST_URL__/second/">it</a>.</p>',
        },
        {**usual, "id": "2", "title": "Second", "slug": "second", "html": "<p>Plain words.</p>"},
        {**usual, "id": "3", "title": "Paid", "slug": "paid", "html": "<p>membersmarker</p>", "visibility": "paid"},
        {**usual, "id": "4", "title": "Mail", "slug": "mail", "html": "<p>mailmarker</p>"},
    ]
    data = {
        "posts": posts,
        "posts_meta": [{"post_id": "4", "email_only": 1}],
        "users": [{"id": "9", "name": "Bo Li", "slug": "bo", "email": "bo@mail.example", "password": "hashmarker"}],
        "posts_authors": [{"post_id": "1", "author_id": "9", "sort_order": 0}],
        "tags": [
            {"id": "t", "name": "River", "slug": "river"},
            {"id": "h", "name": "#internal", "slug": "hash-internal"},
        ],
        "posts_tags": [
            {"post_id": "1", "tag_id": "t", "sort_order": 1},
            {"post_id": "1", "tag_id": "h", "sort_order": 0},
        ],
        "members": [{"email": "member@mail.example", "name": "Member Marker"}],
        "settings": [{"key": "title", "value": "Ghostly"}, {"key": "url", "value": "https://ghost.example/"}],
    }
    path = folder / "ghost.json"
    path.write_text(json.dumps({"db": [{"meta": {"version": "5.0.0"}, "data": data}]}), encoding="utf-8")
    return path
