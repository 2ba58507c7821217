"""The keys of the files of authors, topics and pages."""

from __future__ import annotations

from typing import Annotated

from press.read.schema.addresses import ContentFile, Email, Language, Link, Slug
from press.read.schema.fields import Flag, Keys, Line, Name, NameList, TextOrFalse, Words, whole_number
from press.read.schema.pieces import IMPORTED, AddressList, Picture, SeoKeys, key

Position = Annotated[int, whole_number(-9_999, 9_999)]


class Portrait(Keys):
    """A writer's portrait."""

    src: ContentFile = key("The picture's file below content/.", "images/portraits/amy-mok.jpg")
    alt: Words = key("What the picture shows.", "Amy Mok", default="")
    credit: Line = key("Who made the picture.", "Ana Ruiz", default="")


class AuthorKeys(Keys):
    """The front matter of a file in content/authors/."""

    name: Name = key("The writer's name as readers see it.", "Amy Mok")
    role: Line = key("What the writer does.", "Tree surgeon", default="")
    staff: Flag = key("true for a member of staff.", "true", default=False)
    organisation: Line = key("Where the writer works.", "Harbour University", default="")
    portrait: Portrait | None = key("The writer's portrait.", "{src: images/portraits/amy-mok.jpg}", default=None)
    links: dict[str, Link] = key("The writer's own addresses, by name.", "{website: https://example.org/}", default={})
    email: Email = key("An address that readers may write to.", "amy@example.org", default="")
    disclaimer: TextOrFalse = key("The disclaimer below the writer's pieces, or false.", "false", default=None)
    aliases: NameList = key(
        "Earlier ids of the writer, or older addresses (/author/amy/), which lead here.", "[a-mok]", default=()
    )


class TopicKeys(Keys):
    """The front matter of a file in content/topics/."""

    name: Name = key("The topic's name as readers see it.", "Housing")
    dek: Words = key("One sentence about the topic.", "Who can afford to stay.", default="")
    image: Picture | None = key("A picture for the topic.", "{src: images/houses.jpg}", default=None)
    order: Position | None = key("Its place among the topics; the lowest number comes first.", "2", default=None)
    disclaimer: TextOrFalse = key("The disclaimer below the topic's pieces, or false.", "false", default=None)
    aliases: NameList = key(
        "Names or ids that became this topic, or older addresses (/tag/rent/).", "[rent]", default=()
    )


class PageKeys(Keys):
    """The front matter of a file in content/pages/."""

    title: Line = key("The page's headline.", "About these pages")
    slug: Slug = key("The page's address; else its file's name.", "about", default="")
    dek: Words = key("One sentence about the page.", "Who writes here.", default="")
    menu: Position | None = key("Its place in the menu; without it the page is in none.", "1", default=None)
    seo: SeoKeys | None = key("What search engines are told.", "{noindex: true}", default=None)
    lang: Language = key("The language of the page.", "uk", default="")
    aliases: AddressList = key("Older addresses that lead to the page.", "[about-us/]", default=())
    imported: dict[str, Line] = key(IMPORTED, "{from: wordpress, id: '2', on: 2026-03-02}", default={})
