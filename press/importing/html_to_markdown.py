"""HTML of another program -> Markdown as this project reads it, without losing a word."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from press.importing.embeds import card_line, embed_of, markdown_address
from press.importing.front_matter import fit, one_line
from press.importing.html_repair import BLOCKS, attribute, parsed, repair
from press.importing.markdown_escape import bracketed, caption_title, escaped, plain_words
from press.importing.text_addresses import TextAddresses

Parents = set[str]
_SPACES = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_BLANKS = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_INDENT = "    "  # Python-Markdown wants four columns for what belongs to a list's item


def html_to_markdown(html: str, to: TextAddresses) -> str:
    """Return `html` as Markdown; links and pictures are resolved by `to`, which hears what was given up.

    HTML that is nested too deeply for any program becomes its bare words.
    """
    soup = parsed(html)
    try:
        repair(soup, to)
        text = _Converter(to).convert_soup(soup)
    except RecursionError:
        to.remark("nested too deeply", one_line(soup.get_text(" "), 120), "its words stay as paragraphs")
        text = "\n\n".join(plain_words(line) for line in soup.get_text("\n").split("\n") if line.strip())
    return _BLANKS.sub("\n\n", fit(text)).strip("\n")


def text_of_html(html: str) -> str:
    """Return the words of a title or dek that may hold tags and entities, on one line."""
    if "<" not in html and "&" not in html:
        return one_line(html)
    return one_line(parsed(html).get_text(" " if "<br" in html or "</p>" in html else ""))


class _Converter(MarkdownConverter):
    """markdownify with this project's forms for captions, embeds, notes, tables and what Markdown has no sign for."""

    def __init__(self, to: TextAddresses) -> None:
        """Take what resolves addresses."""
        super().__init__(heading_style="atx", bullets="-", autolinks=False, table_infer_header=True)
        self.to = to

    def process_text(self, el: NavigableString, parent_tags: Parents | None = None) -> str:
        """Return the words of a text node; outside of code on one line."""
        parents = parent_tags or set()
        text = str(el)
        if "pre" in parents or "_noformat" in parents:
            return text
        text = _SPACES.sub(" ", text)
        before, after = el.previous_sibling, el.next_sibling
        text = text.lstrip(" ") if _is_edge(el, before) else text
        text = text.rstrip(" ") if _is_edge(el, after) else text
        shown = escaped(text, starts_line=_begins_line(el))
        return shown.replace("|", "\\|") if parents & {"td", "th"} else shown

    def convert_a(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """A link, or its words where it leads nowhere any more."""
        words = text.strip()
        if not words or "_noformat" in parent_tags or not el.get("href"):
            return text
        href = attribute(el, "href").strip()
        address = href if href.startswith("#") else self.to.link(href)
        if not address or "\n\n" in words:
            if address:
                self.to.remark("link around paragraphs", href, one_line(words, 80))
            return text
        left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{left}[{words}]({markdown_address(address)}){right}"

    def convert_img(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """A picture in a paragraph of its own; within a cell or heading, among the words."""
        return self._picture(el, "", parent_tags)

    def convert_figure(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """A picture with the caption below it; of any other figure the caption is a paragraph."""
        images, captions = el.find_all("img"), el.find_all("figcaption")
        is_picture = len(images) == 1 and not el.find(["table", "blockquote", "iframe", "video", "audio", "pre", "ul"])
        if not is_picture or len(captions) > 1:
            return f"\n\n{text.strip()}\n\n"
        caption = captions[0].get_text(" ", strip=True) if captions else ""
        words = one_line(el.get_text(" "))
        if caption and one_line(caption) != words:
            return f"\n\n{text.strip()}\n\n"
        return self._picture(images[0], caption or words, parent_tags)

    def _picture(self, image: Tag, caption: str, parent_tags: Parents) -> str:
        src = self.to.picture(attribute(image, "src"))
        alt = bracketed(attribute(image, "alt"))
        is_inline = "_inline" in parent_tags
        if not src:
            words = caption or alt
            return (f" {words} " if is_inline else f"\n\n{plain_words(words)}\n\n") if words else ""
        if not alt:
            self.to.remark("picture without alt", src)
        link = attribute(image, "data-press-link")
        if link and not re.search(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:$|\?)", link, re.IGNORECASE):
            self.to.remark("link around a picture", link)
        # A picture that is not a paragraph of the piece itself has no caption: there its words are a line of their own.
        is_figure = not is_inline and not parent_tags & _INNER
        title = f' "{caption_title(caption)}"' if caption and is_figure else ""
        below = "" if is_figure or not caption else plain_words(caption)
        shown = f"![{alt}]({markdown_address(src)}{title})"
        return f"{shown} {below}" if is_inline else f"\n\n{shown}\n\n{below}\n\n"

    def convert_iframe(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """A card that leads to what the frame showed."""
        return self._embed(el, attribute(el, "data-src") or attribute(el, "src"), text, parent_tags)

    def convert_object(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """As a frame; the words inside are for browsers that could not show it, and stay."""
        return self._embed(el, attribute(el, "data"), text, parent_tags)

    def convert_video(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """A card that leads to the film or recording."""
        source = el.find("source")
        src = attribute(el, "src") or (attribute(source, "src") if isinstance(source, Tag) else "")
        return self._embed(el, src, text, parent_tags)

    convert_audio = convert_video
    convert_embed = convert_iframe

    def _embed(self, el: Tag, src: str, text: str, parent_tags: Parents) -> str:
        embed = embed_of(src)
        address = self.to.link(embed.address) if embed else ""
        if embed is None or not address:
            if src:
                self.to.remark("embed without an address", src)
            return text
        words = attribute(el, "title")
        if "_inline" in parent_tags:
            return f"[{embed.verb}: {bracketed(words) or embed.host}]({markdown_address(address)}) {text}"
        rest = f"{text.strip()}\n\n" if text.strip() else ""
        return f"\n\n{card_line(type(embed)(address, embed.verb, embed.host), words)}\n\n{rest}"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: Parents) -> str:  # noqa: N802 - the library's name
        """A heading below the piece's own; within a cell or an item of a list its words alone."""
        words = re.sub(r"^\*\*([^*]+)\*\*$", r"\1", " ".join(text.split()))
        if not words or parent_tags & {"td", "th", "li", "a", "_inline"}:
            return f" {words} " if "_inline" in parent_tags or "a" in parent_tags else f"\n\n{words}\n\n"
        if words.endswith("#"):
            words = f"{words[:-1]}\\#"
        name = attribute(el, "data-press-id")
        return f"\n\n{'#' * max(2, n)} {words}" + (f" {{: #{name} }}" if name else "") + "\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """An item, its further lines indented as Python-Markdown wants them."""
        lines = text.strip("\n ").split("\n")
        mark = "- "
        if el.parent is not None and el.parent.name == "ol":
            start = attribute(el.parent, "start")
            first = int(start) if start.isdigit() and len(start) < 9 else 1
            mark = f"{first + len(el.find_previous_siblings('li'))}. "
        rest = [_INDENT + line if line.strip() else "" for line in lines[1:]]
        return "\n".join([mark + lines[0].strip(), *rest]).rstrip() + "\n" if text.strip() else ""

    def convert_list(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """A list; one within an item follows its words at once."""
        body = text.strip("\n")
        return f"\n{body}\n" if "li" in parent_tags else f"\n\n{body}\n\n"

    convert_ul = convert_ol = convert_dir = convert_list

    def convert_br(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """A line's end; two in a row end a paragraph."""
        if "_inline" in parent_tags:
            return " "
        if _is_br(el.find_next_sibling(), el, forwards=True):
            return ""
        return "\n\n" if _is_br(el.find_previous_sibling(), el, forwards=False) else "  \n"

    def convert_pre(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """Code between fences; within lists and quotations indented, where fences mean nothing."""
        code = el.get_text().strip("\n")
        if not code.strip():
            return ""
        if parent_tags & {"li", "blockquote", "dd"}:
            return "\n\n" + "\n".join(_INDENT + line for line in code.split("\n")) + "\n\n"
        inner = el.find("code")
        classes = attribute(el, "class") + " " + (attribute(inner, "class") if isinstance(inner, Tag) else "")
        language = re.search(r"(?:language|lang|brush)[-:]\s*([a-z0-9+-]{1,20})", classes)
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
        return f"\n\n{fence}{language[1] if language else ''}\n{code}\n{fence}\n\n"

    def convert_blockquote(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """A quotation; one that the source pulled out of the text is a pull quote."""
        body = text.strip("\n ")
        if not body or "_inline" in parent_tags:
            return f" {body} " if body else ""
        quoted = "\n".join(f"> {line}" if line.strip() else ">" for line in body.split("\n"))
        around = attribute(el, "class") + " " + (attribute(el.parent, "class") if el.parent else "")
        return f"\n\n{quoted}" + ("\n{: .pull }" if "pullquote" in around else "") + "\n\n"

    def convert_press_ref(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """The mark of a note."""
        return f"[^{attribute(el, 'n')}]"

    def convert_press_note(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """The text of a note."""
        lines = text.strip("\n ").split("\n")
        rest = [_INDENT + line if line.strip() else "" for line in lines[1:]]
        return "\n\n" + "\n".join([f"[^{attribute(el, 'n')}]: {lines[0]}", *rest]) + "\n\n"

    def convert_dl(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """A list of definitions."""
        return f"\n\n{text.strip()}\n\n"

    def convert_dt(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """A term, on one line."""
        return f"\n\n{' '.join(text.split())}\n"

    def convert_dd(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """What a term means; further paragraphs are indented."""
        lines = text.strip("\n ").split("\n")
        rest = [_INDENT + line if line.strip() else "" for line in lines[1:]]
        return "\n".join([f": {lines[0]}", *rest]) + "\n" if text.strip() else ""

    def convert_q(self, el: Tag, text: str, parent_tags: Parents) -> str:
        """Words between quotation marks."""
        return f"“{text.strip()}”" if text.strip() else ""

    def get_conv_fn(self, tag_name: str) -> Any:  # noqa: ANN401 - as the library's
        """Return the rule for an element; blocks without one are paragraphs, elements without a sign stay HTML."""
        if tag_name in _SIGNS:
            return lambda el, text, parent_tags: _stressed(text, *_SIGNS[tag_name], parent_tags)
        if re.fullmatch(r"h[1-6]", tag_name):
            return partial(self.convert_hN, int(tag_name[1]))
        found = getattr(self, f"convert_{re.sub(r'[^a-z0-9_]', '_', tag_name)}", None)
        if found is not None or (tag_name not in BLOCKS and tag_name not in _PARAGRAPHS) or tag_name in _TABLE:
            return found
        return lambda el, text, parent_tags: text if "_inline" in parent_tags else f"\n\n{text.strip()}\n\n"


_INNER = frozenset("li blockquote dd dt details press-note".split())
_TABLE = frozenset("table thead tbody tfoot tr td th".split())
_PARAGRAPHS = frozenset("summary legend option textarea label button optgroup".split())
_SIGNS = {
    "b": ("**", "**"),
    "strong": ("**", "**"),
    "i": ("*", "*"),
    "em": ("*", "*"),
    "del": ("<del>", "</del>"),
    "s": ("<del>", "</del>"),
    "strike": ("<del>", "</del>"),
    "sub": ("<sub>", "</sub>"),
    "sup": ("<sup>", "</sup>"),
}


def _stressed(text: str, opening: str, closing: str, parents: Parents) -> str:
    """Return words between two signs; blanks stay outside, and nothing is put around more than one paragraph."""
    words = text.strip()
    if not words or "\n\n" in words or "_noformat" in parents:
        return text
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{left}{opening}{words}{closing}{right}"


def _is_edge(el: NavigableString, neighbour: object) -> bool:
    """Return whether a text ends where a line or a block does."""
    if neighbour is None:
        return el.parent is not None and (el.parent.name in BLOCKS or isinstance(el.parent, BeautifulSoup))
    return isinstance(neighbour, Tag) and (neighbour.name in BLOCKS or neighbour.name in {"br", "img", "iframe"})


def _begins_line(el: NavigableString) -> bool:
    before = el.previous_sibling
    return before is None or (isinstance(before, Tag) and (before.name in BLOCKS or before.name in {"br", "img"}))


def _is_br(neighbour: object, el: Tag, *, forwards: bool) -> bool:
    """Return whether nothing but blanks stands between two ends of lines."""
    if not isinstance(neighbour, Tag) or neighbour.name != "br":
        return False
    node = el.next_sibling if forwards else el.previous_sibling
    while node is not None and node is not neighbour:
        if str(node).strip():
            return False
        node = node.next_sibling if forwards else node.previous_sibling
    return True
