"""Texts that parsers are slow at: name -> text of about a given length, all of it of one trouble."""

from __future__ import annotations

from collections.abc import Callable, Mapping

# What is repeated until the text is long enough.
REPEATED = """\
[ | ![ | [a] | [a]( | [a][ | *a· | **a· | a*· | *_ | *a·**b· | _a· | a*b | a*b_c*d_ | \\* | \\\\ | ` | `a· |
``a`· | ··· | <![CDATA[ | <![ | <!-- | <!-¶ | <? | </ | <a· | <b> | a<b | <p> | <div>¶¶ | <div·markdown="1">¶¶ |
<p·markdown="span">*a*· | <x-a> | <your-name>· | <font>a</font>· | <a·onclick=x>a</a>· | <svg> | <table><tr><td> |
<hr>¶ | <code> | <script> | <pre>¶ | &amp; | & | &# | &nbsp; | <https:// | <https://e.org>· | <a@b.c>· | a@ | " |
' | '" | <em>"</em>' | > | >· | >·a¶ | a¶>·b¶ | -· | -·a¶ | -·a¶¶ | 1.·a¶ | -·a¶¶····b¶¶ | ····a¶ | a¶:·b¶¶ |
a¶¶:·b¶¶ | :··· | #·a¶ | #·a¶¶ | # | #a | ## | a¶=¶ | a¶-¶ | ---¶ | -·· | [TOC]¶¶ | ```¶ | ```a¶ | ~~~¶```¶ |
```·{ | ```·hl_lines=" | [^1]· | [^1]:·n¶ | [r]:·/a¶ | [r]:·/a¶"t¶ | [a]:· | {: | {:·.x·}¶ | *a*{:·.b} | *a*{:·b |
a·{:·x=" | {{ | {{·a· | {%·a· | {{·a·}}· | [a](/b)· | [a](/b·"c")· | [a](b·" | [a](b.md)· | [a](#b)· |
![a](../images/b.png)· | [a](javascript:b)· | [[other-topics]]¶¶ | . | ...· | -- | --- | a | a· | A.· | a¶ | a¶¶ |
¶ | a··¶ | →a¶ | слово· | ##·a¶¶b¶¶—·c¶¶ | ##·a¶¶—·b¶ | TK· |
it's· | 'a· | "a"· | "a· | "a·*b*·c"· | "a·*b*· | *a*·**b**· | *a·· | [a](https://e.org/)· | (·"a")· | a·¶·¶ | a¶ ¶ |
>·"a¶>¶ | ##·it's¶¶"a"¶¶ | 1.5· |  """


def _repeating(unit: str) -> Callable[[int], str]:
    return lambda length: unit * (length // len(unit))


def _numbered(line: str) -> Callable[[int], str]:
    """Lines with a number in each; `@` stands for it."""
    return lambda length: "".join(line.replace("@", str(n)) for n in range(length // len(line)))


def _grown(unit: str, head: str = "", tail: str = "") -> Callable[[int], str]:
    """Lines of one unit, of two, of three, ..."""
    return lambda length: "\n".join(head + unit * n + tail for n in range(1, max(2, int((length / len(unit)) ** 0.5))))


def _table(columns: int, row: str) -> Callable[[int], str]:
    head = "|" + "a|" * columns + "\n|" + "-|" * columns + "\n"
    return lambda length: head + row * ((length - len(head)) // len(row))


def _framed(before: str, unit: str, after: str) -> Callable[[int], str]:
    return lambda length: before + unit * (length // len(unit)) + after


_UNITS = (unit.strip(" \n").replace("·", " ").replace("¶", "\n").replace("→", "\t") for unit in REPEATED.split("|"))
SLOW: Mapping[str, Callable[[int], str]] = {
    **{ascii(unit)[1:-1]: _repeating(unit) for unit in _UNITS if unit},
    "table, 2000 columns": _table(2000, "|" + "a|" * 2000 + "\n"),
    "table, short rows": _table(199, "|a|\n"),
    "table, many rows": _table(3, "a|b|c\n"),
    "table, ticks": lambda length: "|`" * (length // 4) + "\n|" + "-|" * (length // 4),
    "footnotes": _numbered("x[^@]\n\n[^@]: note\n\n"),
    "footnotes in a row": _numbered("[^@]: note\n"),
    "references": _numbered("[r@]: https://e.org/@\n"),
    "references, used": lambda length: _numbered("[r@] ")(length // 2) + "\n\n" + _numbered("[r@]: /@\n")(length // 2),
    "headings, jumps": lambda length: _numbered("## A@b\n\n")(length // 2) + _numbered("[a](#a-@) ")(length // 2),
    "lists in lists": _grown("    ", tail="- a"),
    "quotes in quotes": _grown("> ", tail="a"),
    "ticks": _grown("`", tail=" "),
    "fences, ever longer": _grown("`", "``", "\na"),
    "tildes, ever longer": _grown("~", "~~", " a"),
    "stars, ever more": _grown("*", tail="a"),
    "brackets in brackets": lambda length: ("[" * 299 + "x" + "]" * 299 + "\n\n") * (length // 600),
    "brackets before a long line": _framed("[" * 299, "x", ""),
    "declarations before a long line": _framed("<![" * 199, "x", ""),
    "parentheses in an address": _framed("[a](" + "(" * 290, "x", ""),
    "attributes of a tag": _framed("<a ", "b=c ", ">"),
    "attributes of a heading": _framed("# a {: ", "a=", "}"),
    "classes of a heading": _framed("# a {", ".", "}"),
    "blanks in the braces of a heading": _framed("## a {", " ", "b"),
    "blanks before the braces of a heading": _framed("## a", " ", "b"),
    "stars of bold in a line": _framed("", "**a ", ""),
    "list items, ever deeper": _grown("  ", tail="- a"),
    "addresses": _framed("", "https://e.org/a ", ""),
    "an address with brackets": _framed("https://e.org/", "a)", ""),
    "opening brackets of references": _framed("", "[a][b", ""),
    "table lines": _framed("|a|\n|-|\n", "|-|\n", ""),
    "a comment": _framed("<!--", "-", ""),
    "a style": _framed("<style>", "a", ""),
    "emphasis in emphasis": lambda length: "*a _b " * (length // 12) + "c_ d* " * (length // 12),
    "terms of a definition": _framed("", "a\n", ": b"),
}
