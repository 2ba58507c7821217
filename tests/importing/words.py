"""The words that readers of the old page saw, and those that readers of the new one see."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path

from bs4 import BeautifulSoup, Comment

_WORD = re.compile(r"[^\W_]+")
_FRONT_MATTER = re.compile(r"\A---\n.*?^---$\n?", re.DOTALL | re.MULTILINE)
# What other engines' readers never saw: tags, comments, addresses, attributes.
_UNSEEN = (
    r"\{\{.*?\}\}|\{%.*?%\}|<!--.*?-->|\{[:#.][^{}\n]*\}",
    r"\]\(\s*<?[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*>?",
    r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+",
    r"^(?:import|export) [^\n]*$",
    r"\[\^[^\]\n]*\]",
    r"^(?:`{3,}|~{3,})[^\n]*$",
)


def words(text: str) -> Counter[str]:
    """Return how often each word stands in a text."""
    return Counter(word.casefold() for word in _WORD.findall(text))


def html_words(html: str) -> Counter[str]:
    """Return the words that a browser shows of a piece of HTML, the notes' numbers left out."""
    soup = BeautifulSoup(html, "html.parser")
    for node in soup.find_all(string=lambda text: isinstance(text, Comment)):
        node.extract()
    for tag in soup.find_all(["script", "style", "template", "svg", "head"]):
        tag.decompose()
    for tag in soup.find_all("a", href=re.compile("^#")):
        if re.fullmatch(r"[\s\d\W]*", tag.get_text()):
            tag.decompose()
    return words(soup.get_text(" "))


def markdown_words(text: str) -> Counter[str]:
    """Return the words of Markdown without its signs, its addresses and other engines' tags."""
    bare = _FRONT_MATTER.sub("", text)
    for unseen in _UNSEEN:
        bare = re.sub(unseen, " ", bare, flags=re.DOTALL | re.MULTILINE if unseen == _UNSEEN[0] else re.MULTILINE)
    return words(unescape(re.sub(r"<[^<>]*>", " ", unescape(bare))))


def lost(before: Counter[str], after: Counter[str]) -> Counter[str]:
    """Return the words that stand before and not after; joined and parted words are no loss."""
    gone = before - after
    whole = "".join(after.elements())
    return Counter(
        {word: count for word, count in gone.items() if word not in after or (count > 0 and word not in whole)}
    )


def piece_words(path: Path) -> Counter[str]:
    """Return the words of a file of content/, of its text and of what its captions and cards say."""
    return markdown_words(path.read_text(encoding="utf-8"))
