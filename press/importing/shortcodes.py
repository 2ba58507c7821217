"""Other engines' tags in a text (Hugo, Jekyll, Nunjucks, Zola, MDX) -> Markdown, or their words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from press.importing.embeds import card_line, embed_of, markdown_address
from press.importing.front_matter import one_line
from press.importing.text_addresses import TextAddresses

_HUGO = re.compile(r"\{\{[<%]-?\s*(/?)\s*([\w./-]+)\s*(.*?)\s*(/?)-?[>%]\}\}", re.DOTALL)
_LIQUID = re.compile(r"\{%-?\s*(\w+)\s*(.*?)\s*-?%\}", re.DOTALL)
_RAW = re.compile(r"\{%-?\s*(raw|verbatim)\s*-?%\}(.*?)\{%-?\s*end\1\s*-?%\}", re.DOTALL)
_HIGHLIGHT = re.compile(r"\{%-?\s*highlight\s*([\w+-]*)[^%]*%\}\n?(.*?)\n?\{%-?\s*endhighlight\s*-?%\}", re.DOTALL)
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{#.*?#\}", re.DOTALL)
_FIGURE_IN_LINK = re.compile(r"\{\{<\s*(?:rel)?ref\s+[\"“]?([^\"”>\s]+)[\"”]?[^>]*>\}\}")
_POST_URL = re.compile(r"\{%-?\s*(?:post_url|link)\s+([^\s%]+)\s*-?%\}")
_URL_FILTER = re.compile(
    r"""\{\{-?\s*["']([^"'}]*)["']\s*\|\s*(?:url|relative_url|absolute_url|prepend:[^|}]*|safe)[^}]*\}\}"""
)
_SITE = re.compile(r"\{\{-?\s*(?:site\.(?:base_?url|url)|page\.root|config\.base_url)(?:\s*\|[^}]*)?\s*-?\}\}")
_ASSET = re.compile(r"""\{\{-?\s*(?:get_url|resize_image)?\(?(?:path|asset)?=?["']@?/?([^"'}]+)["']\)?[^}]*\}\}""")
_AT_FILE = re.compile(r"(?<=\()@/([^()\s]+)(?=\))")
_PELICAN = re.compile(r"[{|](?:filename|static|attach)[}|]/?([^\s()\"'<>]*)")
_CALL = re.compile(r"\{\{-?\s*(\w+)\(([^{}]*)\)\s*-?\}\}")
_OUTPUT = re.compile(r"\{\{-?[^{}\n]*-?\}\}")
# An argument with its name (`alt="A tram"`, Liquid's `alt: "A tram"`), or without.
_ARGUMENT = re.compile(
    r"""(?:([\w-]+)\s*(?:=|:(?=[\s"']))\s*)?(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|([^\s"'`,]+(?<!,)))"""
)
# A tag in the place of a link's address.
_ADDRESS = re.compile(r"(?<=\]\()\s*(?:\{\{[<%]-?\s*[\w./-]+|\{%-?\s*\w+)\s*([^{}()]*?)\s*/?-?(?:[>%]\}\}|%\})")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif)(?:\?[^\s]*)?$", re.IGNORECASE)
_WORDS = "title heading intro label caption text quote content description prompt cite author".split()
_COMPONENT = re.compile(r"^[ \t]*</?[A-Z][A-Za-z.]*(?:\s[^<>]*)?/?>[ \t]*$\n?", re.MULTILINE)
_CAPTIONED = frozenset("figure img image picture photo figcaption".split())
_PLAYERS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}


def without_shortcodes(text: str, to: TextAddresses) -> str:
    """Return `text` with another engine's tags as Markdown; what they mean is not always known, and then reported."""
    text = _AT_FILE.sub(r"/\1", text)
    if "{" not in text and "<" not in text:
        return text
    text = _RAW.sub(lambda found: found[2], _COMMENT.sub("", text))
    text = _HIGHLIGHT.sub(lambda found: f"\n\n```{found[1]}\n{found[2]}\n```\n\n", text)
    text = _FIGURE_IN_LINK.sub(lambda found: _file(found[1]), text)
    text = _POST_URL.sub(lambda found: _file(found[1]), text)
    text = _ADDRESS.sub(_address_in, text)
    text = _URL_FILTER.sub(lambda found: found[1], text)
    text = _SITE.sub("", text)
    text = _PELICAN.sub(lambda found: found[1] if found[0].startswith(("{", "|")) else found[0], text)
    text = _HUGO.sub(lambda found: _hugo(found, to), text)
    text = _LIQUID.sub(lambda found: _liquid(found, to), text)
    text = _ASSET.sub(lambda found: found[1], text)
    text = _CALL.sub(lambda found: _shown(found[1].lower(), found[2], found[0], to), text)
    text = _OUTPUT.sub(lambda found: _unknown(found[0], to), text)
    return _COMPONENT.sub(lambda found: _unknown(found[0], to), text)


def _file(name: str) -> str:
    """A post named by its file: with an ending, so that it is looked for among files."""
    bare = name.strip("\"'").removeprefix("/")
    return bare if re.search(r"\.(?:md|html?|markdown)(?:#|$)", bare) else f"{bare}.md"


def _arguments(written: str) -> tuple[dict[str, str], list[str]]:
    """Return the arguments of a tag that have names (in small letters), and those that have none."""
    named: dict[str, str] = {}
    plain: list[str] = []
    for key, *values in _ARGUMENT.findall(written):
        value = next(filter(None, values), "")
        if key:
            named[key.lower()] = value
        else:
            plain.append(value)
    return named, plain


def _address_in(found: re.Match[str]) -> str:
    named, plain = _arguments(found[1])
    return next(
        (named[key] for key in ("file", "src", "url", "link", "href", "path") if named.get(key)), "".join(plain[:1])
    )


def _hugo(found: re.Match[str], to: TextAddresses) -> str:
    closes, name, written = found[1], found[2].lower().rpartition("/")[2], found[3]
    if closes:
        return ""
    return _shown(name, written, found[0], to)


def _liquid(found: re.Match[str], to: TextAddresses) -> str:
    name, written = found[1].lower(), found[2]
    if name in {"include", "include_cached", "render"}:
        file, _, rest = written.partition(" ")
        name, written = file.strip("\"',").rpartition("/")[2].partition(".")[0].lower(), rest
    if name.startswith("end"):
        return ""
    return _shown(name, written, found[0], to)


def _shown(name: str, written: str, whole: str, to: TextAddresses) -> str:
    """Return the Markdown for a tag; the words that its arguments hold stay."""
    named, plain = _arguments(written)
    first = plain[0] if plain else ""
    shown = next((value for value in (*named.values(), *plain) if _PICTURE_FILE.search(value)), "")
    if shown or name in _CAPTIONED:
        return _picture(named, plain, shown)
    if name in _PLAYERS:
        number = named.get("id") or named.get("video_id") or named.get("video") or first
        return _card(number if "/" in number else _PLAYERS[name] + number, named.get("title", "")) if number else ""
    if name in {"tweet", "twitter", "x"}:
        user, number = named.get("user", "i"), named.get("id") or first
        return _card(number if "/" in number else f"https://twitter.com/{user}/status/{number}", "") if number else ""
    address = next((named[key] for key in ("src", "url", "link", "href", "file") if named.get(key)), first)
    if re.match(r"https?://", address):
        return _card(address, named.get("title", "") or named.get("caption", ""))
    words = [named[key] for key in _WORDS if named.get(key)]
    to.remark("another engine's tag", one_line(whole, 200), " ".join(words))
    if named.get("quote") or ("quote" in name and named.get("text")):
        said = " ".join(named[key] for key in ("quote", "text") if named.get(key))
        by = next((named[key] for key in ("cite", "author", "source", "caption") if named.get(key)), "")
        return f"\n\n> {said}\n" + (f">\n> — {by}\n\n" if by else "\n")
    return f"\n\n{joined}\n\n" if len(words) > 1 and (joined := "\n\n".join(words)) else "".join(words)


def _picture(named: Mapping[str, str], plain: Sequence[str], shown: str) -> str:
    """Return the Markdown of a picture; `plain`: arguments without a name, of which one of several words is the alt."""
    src = shown or next(
        (named[key] for key in ("src", "url", "image", "file", "path", "image_path", "link") if named.get(key)),
        plain[0] if plain else "",
    )
    caption = named.get("caption") or named.get("title") or ""
    credit = named.get("attr") or named.get("credit") or named.get("attribution") or ""
    words = one_line(re.sub(r"<[^>]*>", "", caption).replace('"', "”"))
    words += f"{' ' if words else ''}Credit: {one_line(credit)}" if credit else ""
    written = named.get("alt") or next((value for value in reversed(plain) if " " in value and value != src), "")
    alt = one_line(written).replace("[", "(").replace("]", ")")
    if not src:
        return words or alt
    title = f' "{words}"' if words else ""
    return f"\n\n![{alt}]({markdown_address(src)}{title})\n\n"


def _card(address: str, words: str) -> str:
    embed = embed_of(address)
    return f"\n\n{card_line(embed, words)}\n\n" if embed else words


def _unknown(whole: str, to: TextAddresses) -> str:
    to.remark("another engine's tag", one_line(whole, 200))
    return ""
