"""Made-up pieces: every construct of the text and every kind, in random order; the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Sequence

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60"><rect width="80" height="60"/></svg>'
WORDS = "the tram rent of council a wall and winter budget it was café 12% by night, Žižkov “open” — quay's".split()
INLINE = (
    "{}", "*{}*", "**{}**", "***{}***", "`{}`", "[{}](https://example.org/{n}?a=1&b=2)", "<b>{}</b>", "~~{}~~",
    '<span title="x">{}</span>', "<q>{}</q>", "{}[^{n}]", "<https://example.org/{n}>", "{} &amp; 5 < 6", "{}  \n{}",
    "<abbr title='Value added tax'>VAT</abbr> {}", "H<sub>2</sub>O {}", "<mark>{}</mark>", "{} \\*{}\\*",
    "<u>{}</u> <del>{}</del> <ins>{}</ins> <kbd>{}</kbd> <cite>{}</cite> <small>{}</small>", "{} {{{{ x }}}} {{% y %}}",
    "[*{}* `{}`](https://example.org/{n} 'A title')", "<a href='https://example.org/'>{}</a>", "<time>{}</time>",
)  # fmt: skip
BLOCKS = (
    "{}", "{}", "{}", "{} {}\n{}", "## {}", "### {}", "## {} {{#own-{n}}}", "#### {}", "> {}", "> {}\n>\n> {}",
    "> {}\n{{: .pull }}", "> {}\n>\n> > {}\n>\n> - {}\n> - {}", "- {}\n- {}\n    - {}\n        1. {}", "1. {}\n2. {}",
    "- {}\n\n- {}\n\n    {}", "- {}\n\n    > {}\n\n        code", "3. {}\n4. {}", "***",
    "* {}\n\n    ```\n    {}\n    ```", "---", "```\n{}\n<b>\n```", "~~~ python\ndef f(): return 1\n~~~",
    "    indented {}\n    code", "| a |\n|---|\n",
    "| a | {} |\n|---|---:|\n| {} | {} |\n| {} |  |", "Term\n: {}\n\nOther\n: {}\n: {}", "# {}",
    '![A wall](../images/p.svg "{}. Credit: Ana")', "![A wall](../images/p.svg)", "{} ![A wall](../images/p.svg) {}",
    "[Watch: A film](https://films.example/{n}){{.embed}}", "[r]: https://example.org/r\n\n{} [a *link*][r] and [r]",
    "{}\n\n— {}",
    "<div>{}</div>", '<div markdown="1">\n\n{}\n\n- {}\n\n</div>', "<blockquote>{}</blockquote>", "<pre>{}</pre>",
    "<table><tbody><tr><td>{}</td><td>{}</td></tr></tbody></table>", "<ul><li>{}</li><li>{}</li></ul>", "<hr>{}",
    "<dl><dt>A</dt><dd>{}</dd></dl>", "<h2>{}</h2>", "<details><summary>A</summary>{}</details>", "<!-- {} -->",
    '<figure><img src="../images/p.svg" alt="A wall"><figcaption>{}</figcaption></figure>',
    '<ol start="3"><li>{}</li></ol>',
    "<ruby>a<rt>b</rt></ruby>", '<p id="a">{}</p>', "<form><input><button>{}</button></form>", "<center>{}</center>",
)  # fmt: skip
# HTML that is no HTML: it stays on its own page, which is all that is asked of it.
BROKEN = (
    "<p>{}\n\n{}", "<i>{}", "<p><div>{}</div></p>", "<b><p>{}</p></b>", "<div><div>{}", "</div></main>{}",
    "<dd>{}</dd>", "<tr><td>{}</td></tr>", "<li>{}</li>", "<h1>{}</h1>", "<table><tr><td>{}<td>{}</table>",
    "<iframe src=x>{}</iframe>", "<section><h3>{}</h3>{}</section>", "<ul>{}</ul>",
    "![{}](../images/p.svg)", "*{}\n\n{}*", "[{}]({}", "``{}",
)  # fmt: skip
KINDS = ("op-ed", "column", "editorial", "letters", "analysis", "explainer", "satire", "sponsored")


class Writer:
    """Writes pieces: `chance` decides what each holds, of which forms of blocks."""

    def __init__(self, seed: int, blocks: Sequence[str]) -> None:
        self.chance = random.Random(seed)
        self.blocks = blocks
        self.notes = 0

    def piece(self, number: int) -> str:
        """Return the file of a piece whose slug is `s{number}` and which no other piece is tied to."""
        kind = self.chance.choice(KINDS)
        keys = {
            "title": f'"Piece {number} {self._plain()}"',
            "date": f"2026-{self.chance.randint(1, 9):02}-{self.chance.randint(1, 28):02}",
            "slug": f"s{number}",
            "kind": kind,
            "authors": f"[Nora N{number}]",
        } | {key: value for key, value in self._choices(number).items() if self.chance.random() < 0.3}
        if kind == "sponsored":
            keys |= {"sponsor": "{name: Skarnbank, url: 'https://example.org/s'}"}
        lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
        return f"---\n{lines}card: 'off'\nguards: false\n---\n\n{self.text()}\n"

    def text(self) -> str:
        """Return the text of a piece, in which a note stands for each reference to one."""
        self.notes = self.chance.randint(0, 9) * 100
        first = self.notes
        blocks = [self._filled(self.chance.choice(self.blocks)) for _ in range(self.chance.randint(3, 25))]
        text = "\n\n".join(blocks)
        used = (n for n in range(first, self.notes + 1) if f"[^{n}]" in text)
        return text + "".join(f"\n\n[^{n}]: {self._plain()}" for n in used)

    def _choices(self, number: int) -> dict[str, str]:
        return {
            "dek": f'"{self._plain()} *so*"',
            "kicker": f'"{self._plain()}"',
            "topics": f"[Topic {number}, 'T & {number}']",
            "lang": self.chance.choice(["uk", "pl", "de", "ar"]),
            "translator": f"Emil R{number}",
            "role": "Mayor",
            "updated": "2026-10-01T10:00",
            "canonical": f"https://example.com/{number}",
            "disclosure": f'"{self._plain()} **x**"',
            "corrections": f"[{{date: 2026-10-02, type: correction, text: '*A* {number}'}},"
            " {date: 2026-10-03, type: editors-note, text: B}]",
            "image": "{src: images/p.svg, alt: A wall, caption: The *wall*, credit: Ana}",
            "series": f"Series {number}\npart: 1",
        }

    def _plain(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, 8)))

    def _filled(self, form: str) -> str:
        """Put words, in block forms inline forms of words, where a form has `{}`."""
        self.notes += 1
        inner = [self._inline() for _ in range(form.count("{}"))]
        return form.format(*inner, n=self.notes)

    def _inline(self) -> str:
        self.notes += 1
        parts = []
        for form in self.chance.choices(INLINE, k=self.chance.choice([1, 1, 1, 2, 3])):
            self.notes += 1
            parts.append(form.format(*(self._plain() for _ in range(form.count("{}"))), n=self.notes))
        return " ".join(parts)


def pieces(count: int, seed: int, blocks: Sequence[str] = BLOCKS) -> list[str]:
    """Return so many pieces of these forms of blocks."""
    writer = Writer(seed, blocks)
    return [writer.piece(number) for number in range(count)]
