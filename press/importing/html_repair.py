"""HTML as ten years of editors left it -> the same tree in a shape that Markdown can say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment
from bs4.element import NavigableString, Tag

from press.importing.text_addresses import TextAddresses

BLOCKS = frozenset(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1"
    " h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_STRESS = frozenset("b strong i em cite font span u small big mark s strike del ins sup sub a abbr".split())
_MERGED = frozenset("b strong i em".split())
_NOTE_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[*†‡§a-z]{1,2})\s*[\])]?")
_BACK = re.compile(r"[\s↩↑⤴^︎\uFE0E\uFE0F]*(?:back|return)?[\s.]*", re.IGNORECASE)
_LAZY = ("data-orig-file", "data-large-file", "data-src", "data-lazy-src", "data-original", "data-image")
_MOST_COLUMNS, _MOST_CELLS = 100, 10_000


def parsed(html: str) -> BeautifulSoup:
    """Return the tree of `html`."""
    return BeautifulSoup(html, "html.parser")


def repair(soup: BeautifulSoup, to: TextAddresses) -> None:
    """Bring the tree into a shape that Markdown can say; what is given up goes to `to` as a remark."""
    _drop_unread(soup)
    _settle_tables(soup, to)
    _settle_notes(soup)
    _settle_pictures(soup)
    _merge_stress(soup)
    _settle_jumps(soup, to)


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute's text; several classes are one text, a missing attribute is ""."""
    value = tag.get(name)
    if isinstance(value, list):
        return " ".join(value)
    return value or ""


def _drop_unread(soup: BeautifulSoup) -> None:
    """Take out what readers of the old page never saw."""
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(["script", "style", "template", "svg", "link", "meta", "title", "head"]):
        if tag.name == "script" and "gist.github.com" in attribute(tag, "src"):
            tag.name = "iframe"
            tag["src"] = attribute(tag, "src").removesuffix(".js")
        elif tag.name == "head":
            tag.unwrap()
        else:
            tag.decompose()
    for tag in soup.find_all("noscript"):
        before = tag.find_previous_sibling()
        is_double = isinstance(before, Tag) and (before.name == "img" or before.find("img")) and tag.find("img")
        tag.decompose() if is_double else tag.unwrap()


def _settle_tables(soup: BeautifulSoup, to: TextAddresses) -> None:
    """Make paragraphs of tables that only placed things, or that are too large for Markdown."""
    for table in reversed(soup.find_all("table")):
        rows = table.find_all("tr")
        widest = max((len(row.find_all(["td", "th"], recursive=False)) for row in rows), default=0)
        holds_blocks = table.find(["table", "iframe", "video", "audio", "pre", "blockquote", "dl", "figure"])
        if widest > 1 and widest <= _MOST_COLUMNS and widest * len(rows) <= _MOST_CELLS and not holds_blocks:
            continue
        if widest > 1:
            to.remark("table became paragraphs", table.get_text(" ", strip=True)[:200])
        for part in table.find_all(["tr", "td", "th", "caption"]):
            part.name = "div"
        for part in table.find_all(["thead", "tbody", "tfoot", "colgroup", "col"]):
            part.unwrap()
        table.name = "div"


def _settle_notes(soup: BeautifulSoup) -> None:
    """Make marks of notes and their texts `press-ref` and `press-note`, numbered in the order of the marks."""
    texts = {attribute(tag, "id"): tag for tag in soup.find_all(["li", "p", "div", "dd"], id=True)}
    marks: dict[str, list[Tag]] = {}
    for link in soup.find_all("a", href=re.compile("^#.")):
        target = attribute(link, "href")[1:]
        if target in texts and _NOTE_MARK.fullmatch(link.get_text().strip()) and link not in texts[target].descendants:
            marks.setdefault(target, []).append(link)
    for number, (target, links) in enumerate(marks.items(), 1):
        for link in links:
            around = link.parent if link.parent and link.parent.name == "sup" else link
            around.replace_with(soup.new_tag("press-ref", attrs={"n": str(number)}))
        note = texts[target]
        for back in note.find_all("a", href=re.compile("^#")):
            if _BACK.fullmatch(back.get_text().strip()) or "back" in attribute(back, "class"):
                back.decompose()
        holder = note.parent
        note.name, note.attrs = "press-note", {"n": str(number)}
        soup.append(note.extract())
        if (
            isinstance(holder, Tag)
            and holder.name in {"ol", "ul", "dl", "section", "div"}
            and not holder.get_text(strip=True)
        ):
            holder.decompose()


def _settle_pictures(soup: BeautifulSoup) -> None:
    """Name each picture's file, and lift it out of the words that it stands in; a list of pictures is a gallery."""
    _settle_galleries(soup)
    for picture in soup.find_all("picture"):
        picture.unwrap()
    for image in soup.find_all("img"):
        image["src"] = _source_of(image)
        if _is_smiley(image):
            image.replace_with(NavigableString(attribute(image, "alt")))
        else:
            _lift(image)
    for source in soup.find_all("source"):
        if source.parent and source.parent.name not in {"video", "audio"}:
            source.unwrap()


def _settle_galleries(soup: BeautifulSoup) -> None:
    """Make blocks of lists that hold pictures and their captions alone."""
    for items in soup.find_all(["ul", "ol"]):
        children = items.find_all("li", recursive=False)
        if children and all(item.find("img") and not _words_beside_figures(item) for item in children):
            for tag in (items, *children):
                tag.name = "div"


def _source_of(image: Tag) -> str:
    """Return the address of a picture's file: of the original, where the page loaded a cut or a stand-in first."""
    original = next((attribute(image, name) for name in _LAZY if attribute(image, name)), "")
    src = attribute(image, "src")
    if original or src.startswith("data:"):
        src = original or src
    return src or _largest(attribute(image, "srcset") or attribute(image, "data-srcset"))


def _words_beside_figures(item: Tag) -> bool:
    """Return whether an item says anything outside of the captions of its pictures."""
    return any(node.strip() and not node.find_parent(["figcaption", "dd"]) for node in item.find_all(string=True))


def _is_smiley(image: Tag) -> bool:
    classes = attribute(image, "class")
    return any(word in classes for word in ("smiley", "emoji")) or "/smilies/" in attribute(image, "src")


def _largest(srcset: str) -> str:
    """Return the address of the widest picture of a `srcset`."""
    sizes: list[tuple[float, str]] = []
    for entry in re.split(r",\s+", srcset.strip()):
        address, _, size = entry.strip().partition(" ")
        number = re.match(r"[\d.]+", size)
        sizes.append((float(number[0]) if number and number[0].strip(".") else 0, address))
    return max(sizes)[1] if sizes else ""


def _lift(image: Tag) -> None:
    """Move a picture behind the outermost inline element that it stands in; its link, if that is all, around it."""
    top: Tag = image
    link = ""
    for around in image.parents:
        if around.name not in _STRESS:
            break
        top = around
        if top.name == "a":
            link = attribute(top, "href")
    if top is image:
        return
    has_words = bool(top.get_text(strip=True))
    before = _stands_first(top, image)
    image.extract()
    if link and not has_words:
        image["data-press-link"] = link
    if before:
        top.insert_before(image)
    else:
        top.insert_after(image)
    if not has_words and not top.find("img"):
        top.decompose()


def _stands_first(top: Tag, image: Tag) -> bool:
    for node in top.descendants:
        if node is image:
            return True
        if isinstance(node, NavigableString) and node.strip():
            return False
    return True


def _merge_stress(soup: BeautifulSoup) -> None:
    """Join neighbours of the same stress and take out one within the other: Markdown would read their signs wrongly."""
    for tag in soup.find_all(list(_MERGED)):
        if tag.parent is None or tag.decomposed:
            continue
        names = {"b", "strong"} if tag.name in {"b", "strong"} else {"i", "em"}
        if tag.find_parent(list(names)) or not tag.get_text(strip=True) or tag.find(list(BLOCKS)):
            tag.unwrap()
            continue
        while isinstance(tag.next_sibling, Tag) and tag.next_sibling.name in names:
            follower = tag.next_sibling
            for child in list(follower.contents):
                tag.append(child.extract())
            follower.decompose()


def _settle_jumps(soup: BeautifulSoup, to: TextAddresses) -> None:
    """Keep jumps that lead to a heading of the text; of all others the words stay."""
    wanted = {attribute(link, "href")[1:] for link in soup.find_all("a", href=re.compile("^#."))}
    places = {name: heading for name in sorted(wanted) for heading in _headings_named(soup, name)}
    for name, heading in places.items():
        heading["data-press-id"] = heading.get("data-press-id") or name
    for link in soup.find_all("a", href=re.compile("^#")):
        name = attribute(link, "href")[1:]
        if name in places:
            link["href"] = "#" + attribute(places[name], "data-press-id")
        elif name not in {"", "top"}:
            to.remark("jump without a place", f"#{name}", link.get_text(" ", strip=True)[:80])
            link.unwrap()
        else:
            link.unwrap()


def _headings_named(soup: BeautifulSoup, name: str) -> Iterator[Tag]:
    """Yield the heading that carries an id, or that has it within or right before it."""
    found = soup.find(id=name) or soup.find(None, {"name": name})
    if not isinstance(found, Tag) or not re.fullmatch(r"[\w-]+", name):
        return
    if re.fullmatch("h[1-6]", found.name):
        yield found
        return
    around = found.find_parent(re.compile("^h[1-6]$"))
    if around is None and not found.get_text(strip=True):
        follower = found.find_next()
        around = follower if isinstance(follower, Tag) and re.fullmatch("h[1-6]", follower.name) else None
    if around is not None:
        yield around
