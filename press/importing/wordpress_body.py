"""A post's text as WordPress keeps it -> plain HTML: paragraphs, shortcodes and blocks settled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from press.importing.embeds import is_bare_embed
from press.importing.records import Attachment

_BLOCK = (
    r"(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote"
    r"|address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption"
    r"|details|menu|summary|iframe|video|audio|object|script)"
)
_PRE = re.compile(r"<(pre|script|style|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_OPENS = re.compile(rf"(<{_BLOCK}\b[^>]*>)", re.IGNORECASE)
_CLOSES = re.compile(rf"(</{_BLOCK}\s*>)", re.IGNORECASE)
_STARTS_BLOCK = re.compile(rf"\s*</?{_BLOCK}\b", re.IGNORECASE)
_ENDS_BLOCK = re.compile(rf"</?{_BLOCK}\b[^>]*>\s*$", re.IGNORECASE)
_CAPTION = re.compile(r"\[(?:wp_)?caption\b([^\]]*)\](.*?)\[/(?:wp_)?caption\]", re.DOTALL)
_GALLERY = re.compile(r"\[gallery\b([^\]]*)\]")
_EMBED = re.compile(r"\[(embed|youtube|vimeo|video|audio|soundcloud|playlist)\b([^\]]*)\](?:([^\[\]]*)\[/\1\])?")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_PICTURE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
_NEXT_PAGE = re.compile(r"<!--\s*(?:nextpage|more(?:[^-]*?)|noteaser)\s*-->", re.IGNORECASE)
_NUMBERS = re.compile(r"ids=[\"']?([\d,\s]+)")
_ADDRESS = re.compile(r"https?://\S+")


def wordpress_html(raw: str, attachments: Mapping[str, Attachment], attached: Sequence[str] = ()) -> str:
    """Return the HTML that a post's text meant.

    `attachments`: what its galleries may show, by id; `attached`: the ids of a gallery that names none.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    has_blocks = "<!-- wp:" in text
    text = _NEXT_PAGE.sub("\n\n", text)
    text = _CAPTION.sub(_figure, text)
    text = _GALLERY.sub(lambda found: _gallery(found[1], attachments, attached), text)
    text = _EMBED.sub(_player, text)
    if has_blocks:
        return _with_embeds(re.sub(r"<!--\s*/?wp:.*?-->", "\n\n", text, flags=re.DOTALL))
    return _paragraphs(text)


def gallery_numbers(raw: str) -> tuple[str, ...]:
    """Return the ids of attachments that the text's galleries name."""
    if "[gallery" not in raw:
        return ()
    return tuple(number.strip() for ids in _NUMBERS.findall(raw) for number in ids.split(",") if number.strip())


def _attributes(written: str) -> dict[str, str]:
    return {name.lower(): first or second or third for name, first, second, third in _ATTRIBUTE.findall(written)}


def _figure(found: re.Match[str]) -> str:
    inner = found[2].strip()
    picture = _PICTURE.search(inner)
    words = inner if picture is None else inner[: picture.start()] + " " + inner[picture.end() :]
    words = words.strip() or _attributes(found[1]).get("caption", "")
    shown = picture[0] if picture else ""
    return f"\n\n<figure>{shown}<figcaption>{words}</figcaption></figure>\n\n"


def _gallery(written: str, attachments: Mapping[str, Attachment], attached: Sequence[str]) -> str:
    numbers = [n.strip() for n in _attributes(written).get("ids", _attributes(written).get("include", "")).split(",")]
    pictures = [attachments[number] for number in numbers or attached if number in attachments]
    pictures = pictures or [attachments[number] for number in attached if number in attachments]
    shown = [
        f'<figure><img src="{escape(picture.url)}" alt="{escape(picture.alt)}">'
        f"<figcaption>{picture.caption}</figcaption></figure>"
        for picture in pictures
    ]
    return "\n\n" + "\n\n".join(shown) + "\n\n"


def _player(found: re.Match[str]) -> str:
    attributes = _attributes(found[2])
    named = next(
        (attributes[key] for key in ("src", "url", "mp4", "webm", "mp3", "m4a", "ogg", "wav") if attributes.get(key)),
        "",
    )
    bare = _ADDRESS.search(f"{found[3] or ''} {found[2]}")
    address = named or (bare[0].rstrip('"]') if bare else "")
    number = found[2].strip()
    if not address and found[1] in {"youtube", "vimeo"} and re.fullmatch(r"[\w-]{6,}", number):
        address = (
            f"https://www.youtube.com/watch?v={number}" if found[1] == "youtube" else f"https://vimeo.com/{number}"
        )
    return f'\n\n<iframe src="{escape(address)}"></iframe>\n\n' if address else escape(found[0])


def _with_embeds(text: str) -> str:
    """Make a player of each address that stands alone on its line, or alone in the wrapper of an embed block."""
    lines = text.split("\n")
    return "\n".join(
        f'<iframe src="{escape(line.strip())}"></iframe>' if is_bare_embed(line) else line for line in lines
    )


def _paragraphs(text: str) -> str:
    """Make blank lines paragraphs and line ends breaks, as WordPress does when it shows an old post (wpautop)."""
    kept: list[str] = []

    def put_by(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\n\n<div>\x02{len(kept) - 1}\x02</div>\n\n"

    text = _PRE.sub(put_by, _with_embeds(text))
    text = re.sub(r"<br\s*/?>\s*<br\s*/?>", "\n\n", text)
    text = _CLOSES.sub(r"\1\n\n", _OPENS.sub(r"\n\n\1", text))
    chunks = [chunk.strip("\n") for chunk in re.split(r"\n\s*\n", text) if chunk.strip()]
    html = "\n".join(chunk if _is_block(chunk) else f"<p>{_breaks(chunk.strip())}</p>" for chunk in chunks)
    return re.sub(r"<div>\x02(\d+)\x02</div>", lambda found: kept[int(found[1])], html)


def _is_block(chunk: str) -> bool:
    return bool(_STARTS_BLOCK.match(chunk) or _ENDS_BLOCK.search(chunk))


def _breaks(chunk: str) -> str:
    return re.sub(r"(?<!<br>)(?<!<br />)(?<!<br/>)\n", "<br>\n", chunk)
