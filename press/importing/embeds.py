"""Films, recordings and other programs' frames -> the card that leads to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

_YOUTUBE = re.compile(r"(?:youtube(?:-nocookie)?\.com/(?:embed|v|shorts|live)/|youtu\.be/)([\w-]{6,})", re.ASCII)
_VIMEO = re.compile(r"(?:player\.)?vimeo\.com/(?:video/)?(\d+)", re.ASCII)
_FILMS = ("youtube.com", "youtu.be", "vimeo.com", "dailymotion.com", "ted.com", "wordpress.tv", "videopress.com")
_RECORDINGS = ("soundcloud.com", "spotify.com", "mixcloud.com", "anchor.fm", "podcasts.apple.com", "bandcamp.com")
_POSTS = ("twitter.com", "x.com", "instagram.com", "facebook.com", "tiktok.com", "bsky.app", "reddit.com")
_FILM_FILES = (".mp4", ".webm", ".mov", ".m4v", ".ogv", ".avi", ".wmv", ".flv")
_RECORDING_FILES = (".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac", ".wma", ".aac")
# Frames that only showed something beside the text: their addresses open nothing that a reader would want.
_IDLE = ("about:blank", "javascript:", "data:")


@dataclass(frozen=True, slots=True)
class Embed:
    """A film, recording or frame: `address` is the page that a reader can open, `verb` what the reader does there."""

    address: str
    verb: str
    host: str


def embed_of(src: str) -> Embed | None:
    """Return what the address of a frame or player shows, None where nobody could open it."""
    address = src.strip().replace("&amp;", "&")
    if address.startswith("//"):
        address = "https:" + address
    if not address or address.lower().startswith(_IDLE):
        return None
    address = _openable(address)
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https", ""}:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    return Embed(address, _verb(host, parts.path.lower()), host)


def is_bare_embed(line: str) -> bool:
    """Return whether a line that is nothing but this address showed a player at the source (oEmbed)."""
    found = re.fullmatch(r"https?://([\w.-]+)/\S+", line.strip(), re.ASCII)
    if not found:
        return False
    host = found[1].lower().removeprefix("www.")
    path = urlsplit(line.strip()).path.lower()
    return _is_at(host, (*_FILMS, *_RECORDINGS, *_POSTS)) or path.endswith((*_FILM_FILES, *_RECORDING_FILES))


def card_line(embed: Embed, words: str = "") -> str:
    """Return the paragraph of Markdown that this project reads as a card; `words` name what is shown."""
    named = " ".join(words.replace("[", "(").replace("]", ")").split()) or embed.host or "recording"
    return f"[{embed.verb}: {named}]({markdown_address(embed.address)})" + "{.embed}"


def markdown_address(address: str) -> str:
    """Return an address as it can stand between the parentheses of a link."""
    escaped = address.strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("<", "%3C")
    return re.sub(r"[\x00-\x20\x7f\"]", "", escaped.replace(">", "%3E").replace('"', "%22"))


def _openable(address: str) -> str:
    """The page of a film instead of its bare player."""
    youtube = _YOUTUBE.search(address)
    if youtube and youtube[1] != "videoseries":
        return f"https://www.youtube.com/watch?v={youtube[1]}"
    vimeo = _VIMEO.search(address)
    if vimeo:
        return f"https://vimeo.com/{vimeo[1]}"
    if "w.soundcloud.com/player" in address:
        inner = parse_qs(urlsplit(address).query).get("url", [""])[0]
        return unquote(inner) or address
    return address


def _verb(host: str, path: str) -> str:
    if _is_at(host, _FILMS) or path.endswith(_FILM_FILES):
        return "Watch"
    if _is_at(host, _RECORDINGS) or path.endswith(_RECORDING_FILES):
        return "Listen"
    return "Open"


def _is_at(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith("." + name) for name in hosts)
