"""What is known of the library: the version with which equal output is proven, its processors, what each one needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import markdown
from markdown import Markdown
from markdown.extensions.toc import slugify_unicode

# With these the tests in tests/read/markdown/quick/ have shown the same output. Any other works at the library's own
# pace.
PROVEN = frozenset({"3.11.3"})
# Pattern -> one or two signs: a text in which neither stands cannot match.
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
# Block processor -> a sign ("" is in every text) without which a block is not for it.
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
# Tree processor -> a sign without which the text gives it nothing to do ("": there is none).
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
# Settings of the library's extensions with which headings and footnotes come out as `whole.py` writes them.
_SETTINGS: Mapping[str, object] = MappingProxyType(
    {
        "slugify": slugify_unicode,
        "separator": "-",
        "baselevel": "1",
        "anchorlink": False,
        "permalink": 0,
        "PLACE_MARKER": "///Footnotes Go Here///",
        "UNIQUE_IDS": False,
        "BACKLINK_TEXT": "&#8617;",
        "SUPERSCRIPT_TEXT": "{}",
        "BACKLINK_TITLE": "",
        "SEPARATOR": "-",
        "USE_DEFINITION_ORDER": True,
    }
)
_PREPROCESSORS = frozenset({"normalize_whitespace", "fenced_code_block", "html_block"})


def is_known(md: Markdown) -> bool:
    """Return whether all that `md` is made of is what the quick ways were written for."""
    if markdown.__version__ not in PROVEN:
        return False
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


def reads_prose(md: Markdown) -> bool:
    """Return whether `md`, which is known, gives headings their ids and texts their footnotes, in the usual way."""
    settings: dict[str, object] = {}
    for extension in md.registeredExtensions:
        settings |= extension.getConfigs()
    return all(name in settings and settings[name] == value for name, value in _SETTINGS.items())


def names_of(registry: Any, known: Iterable[str]) -> tuple[str, ...] | None:  # noqa: ANN401 - a Registry of anything
    """Return the names of what is registered, in its order; None where something is not among the known."""
    present = [name for name in known if name in registry]
    if len(present) != len(registry):
        return None
    return tuple(sorted(present, key=registry.get_index_for_name))
