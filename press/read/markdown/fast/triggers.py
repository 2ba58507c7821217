"""The library's processors by name, each with a trigger: characters without which it has nothing to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from markdown import Markdown

# Inline pattern -> one or two triggers: a text that holds neither cannot match.
INLINE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "backtick": ("`", "`"),
        "escape": ("\\", "\\"),
        "footnote": ("[^", "[^"),
        "reference": ("[", "["),
        "link": ("[", "["),
        "image_link": ("![", "!["),
        "image_reference": ("![", "!["),
        "short_reference": ("[", "["),
        "short_image_ref": ("![", "!["),
        "autolink": ("<", "<"),
        "automail": ("<", "<"),
        "linebreak": ("  \n", "  \n"),
        "html": ("<", "<"),
        "literal": ("{{", "{%"),
        "entity": ("&", "&"),
        "em_strong": ("*", "_"),
    }
)
SMARTY: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "smarty-em-dashes": ("---", "---"),
        "smarty-en-dashes": ("--", "--"),
        "smarty-ellipses": ("...", "..."),
    }
)
# Block processor -> its trigger ("" is in every text).
BLOCKS: Mapping[str, str] = MappingProxyType(
    {
        "markdown_block": "\x02",
        "empty": "",
        "indent": "    ",
        "defindent": "    ",
        "code": "    ",
        "table": "|",
        "hashheader": "#",
        "setextheader": "\n",
        "hr": "",
        "olist": ".",
        "ulist": " ",
        "deflist": ":",
        "quote": ">",
        "footnote": "[^",
        "reference": "]:",
        "paragraph": "",
    }
)
# Tree processor -> its trigger.
TREES: Mapping[str, str] = MappingProxyType(
    {
        "footnote": "",
        "inline": "",
        "footnote-duplicate": "",
        "prettify": "",
        "attr_list": "{",
        "pull-quotes": "",
        "smarty": "",
        "toc": "",
        "unescape": "\\",
    }
)
_PREPROCESSORS = frozenset({"normalize_whitespace", "fenced_code_block", "indented_fence", "html_block"})


def is_known(md: Markdown) -> bool:
    """Return whether every processor of `md` has an entry here."""
    if "smarty" not in md.treeprocessors:
        return False
    smarty: Any = md.treeprocessors["smarty"]
    return (
        names_of(md.inlinePatterns, INLINE) is not None
        and names_of(smarty.inlinePatterns, SMARTY) is not None
        and names_of(md.parser.blockprocessors, BLOCKS) is not None
        and names_of(md.treeprocessors, TREES) is not None
        and names_of(md.preprocessors, _PREPROCESSORS) is not None
    )


def names_of(registry: Any, known: Iterable[str]) -> tuple[str, ...] | None:  # noqa: ANN401 - a Registry of anything
    """Return the names in `registry`, in its order; None where one of them is not in `known`."""
    present = [name for name in known if name in registry]
    if len(present) != len(registry):
        return None
    return tuple(sorted(present, key=registry.get_index_for_name))
