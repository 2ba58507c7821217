"""Card -> the picture that a link to a piece is shown with: its words on the publication's paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageColor, ImageDraw, ImageFont

from press.model.picture import Card

SIZE = (1200, 630)
PAPER, INK, SOFT, RULE = "#fbf9f5", "#17181b", "#55585e", "#cfcac0"
MARGIN = 76
WIDTH = SIZE[0] - 2 * MARGIN
TOP, BOTTOM = 64, 508  # between these the label and the title stand
FOOT = 566  # the line that the byline stands on
# Sizes of the title, and how many lines of it there may be: a short one is set large, a long one small.
TITLES = ((124, 1), (104, 2), (92, 3), (76, 4), (64, 5), (54, 6))
LEADING = 1.14
CONTRAST = 4.5  # WCAG 2.2, 1.4.3: an accent that is too light for words is darkened until it is read
BLANK = " "
BAND = 16  # pixels of accent at the top
SPARE = 1.01  # words are measured one by one, and at one size: a line may turn out a little wider than its words
LONGEST = 200  # characters: no line holds as many
STEPS = 32  # from paper to ink: enough for soft edges, few enough for a palette

Font = ImageFont.FreeTypeFont
Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Line:
    """Words as they are drawn: `x` and `y` are where the line of writing begins, in pixels."""

    words: str
    x: float
    y: float
    font: str
    size: int
    colour: str


def card_of(card: Card, fonts: Mapping[str, bytes]) -> Image.Image:
    """Return the card, as a picture with a palette; `fonts` holds title.ttf and regular.ttf."""
    inks = (readable(card.accent), INK, SOFT, RULE)
    image = Image.new("P", SIZE, 0)
    image.putpalette([part for colour in inks for part in _steps(colour)])
    image.paste(STEPS - 1, (0, 0, SIZE[0], BAND))
    image.paste(STEPS * len(inks) - 1, (MARGIN, BOTTOM + 14, SIZE[0] - MARGIN, BOTTOM + 16))
    for line in lines_of(card, fonts):
        font = _font(fonts, line.font, line.size)
        left, top, right, bottom = font.getbbox(line.words, anchor="ls")
        # Only as large as the line: drawing on the whole card would take four times as long.
        words = Image.new("L", (int(right - left) + 4, int(bottom - top) + 4), 0)
        ImageDraw.Draw(words).text((2 - left, 2 - top), line.words, fill=255, font=font, anchor="ls")
        first = STEPS * inks.index(line.colour)
        inked = words.point([first + value * (STEPS - 1) // 255 for value in range(256)])
        at = (round(line.x + left) - 2, round(line.y + top) - 2)
        image.paste(inked, at, words.point([0] + [255] * 255))
    return image


def lines_of(card: Card, fonts: Mapping[str, bytes]) -> Sequence[Line]:
    """Return every line of the card; none is wider than its place."""
    accent, lines, y = readable(card.accent), [], TOP
    if card.label:
        words = fitted(card.label, WIDTH, _measure(fonts, "title.ttf", 34))
        lines.append(Line(words, MARGIN, y + 34, "title.ttf", 34, accent))
        y += 56
    size, titles = _set_title(card.title, fonts, BOTTOM - y)
    for number, words in enumerate(titles):
        lines.append(Line(words, MARGIN, y + size * (0.98 + LEADING * number), "title.ttf", size, INK))
    measure = _measure(fonts, "title.ttf", 32)
    name = fitted(card.publication, WIDTH * 0.6 if card.byline else WIDTH, measure)
    is_own = card.publication == card.title  # the site's own card says its name once
    if name and not is_own:
        lines.append(Line(name, SIZE[0] - MARGIN - measure(name), FOOT, "title.ttf", 32, INK))
    read_context = WIDTH if is_own or not name else WIDTH - measure(name) - 48
    byline = fitted(card.byline, read_context, _measure(fonts, "regular.ttf", 32))
    if byline:
        lines.append(Line(byline, MARGIN, FOOT, "regular.ttf", 32, SOFT))
    return lines


def fitted(words: str, width: float, measure: Measure) -> str:
    """Return `words`, cut at a word, or in one, and ended with an ellipsis where they are wider than `width`."""
    if measure(words) <= width:
        return words
    while words and measure(words + "…") > width:
        words = words.rpartition(BLANK)[0] or words[:-1]
    return words.rstrip(" ,;:·–—-") + "…" if words else ""


def broken(words: Sequence[tuple[str, float]], width: float, blank: float) -> list[str]:
    """Return words, each with its width, in as few lines as fit, of lengths as equal as can be."""
    lines = _filled(words, width, blank)
    narrow, wide = width * 0.5, width
    while wide - narrow > 8:
        middle = (narrow + wide) / 2
        if len(_filled(words, middle, blank)) > len(lines) or max(own for _, own in words) > middle:
            narrow = middle
        else:
            wide = middle
    return _filled(words, wide, blank)


def readable(colour: str) -> str:
    """Return a colour, darkened as far as words in it need to be read on the card's paper."""
    red, green, blue = ImageColor.getrgb(colour)[:3]
    while _contrast((red, green, blue), ImageColor.getrgb(PAPER)[:3]) < CONTRAST:
        red, green, blue = red * 9 // 10, green * 9 // 10, blue * 9 // 10
    return f"#{red:02x}{green:02x}{blue:02x}"


def _set_title(title: str, fonts: Mapping[str, bytes], height: float) -> tuple[int, list[str]]:
    """The largest size in which the title fits, and its lines; at the smallest it ends in an ellipsis."""
    measure = _measure(fonts, "title.ttf", TITLES[0][0])
    widths = [(word, measure(word) * SPARE) for word in title.split()]
    blank = measure(BLANK)
    for size, most in TITLES:
        scale = size / TITLES[0][0]  # widths grow with the size: one measuring serves for all
        scaled = [(word, own * scale) for word, own in widths]
        if max(own for _, own in scaled) <= WIDTH:
            lines = broken(scaled, WIDTH, blank * scale)
            if len(lines) <= min(most, int(height / (size * LEADING))):
                return size, lines
    size, most = TITLES[-1]
    measure = _measure(fonts, "title.ttf", size)
    pieces = [piece for word in title.split() for piece in _pieces(word, measure)]
    lines = _filled([(piece, measure(piece) * SPARE) for piece in pieces], WIDTH, measure(BLANK))
    if len(lines) <= most:
        return size, lines
    return size, [*lines[: most - 1], fitted(BLANK.join(lines[most - 1 :])[:LONGEST], WIDTH, measure)]


def _filled(words: Sequence[tuple[str, float]], width: float, blank: float) -> list[str]:
    """Words line by line, each line as full as can be."""
    lines: list[list[str]] = [[]]
    read_context = width
    for word, own in words:
        if lines[-1] and own + blank > read_context:
            lines.append([])
            read_context = width
        read_context -= own + (blank if lines[-1] else 0)
        lines[-1].append(word)
    return [BLANK.join(line) for line in lines]


def _pieces(word: str, measure: Measure) -> list[str]:
    """A word, in pieces where it is wider than a line."""
    if measure(word) * SPARE <= WIDTH:
        return [word]
    fitting = next(n for n in range(len(word), 0, -1) if measure(word[:n]) * SPARE <= WIDTH)
    return [word[:fitting], *_pieces(word[fitting:], measure)]


def _measure(fonts: Mapping[str, bytes], name: str, size: int) -> Measure:
    return _font(fonts, name, size).getlength


def _font(fonts: Mapping[str, bytes], name: str, size: int) -> Font:
    return _opened(fonts[name], size)


@lru_cache(maxsize=16)  # two files, in the few sizes above
def _opened(font: bytes, size: int) -> Font:
    # The plain engine: the other one shapes text by a library that some machines have and others do not.
    return ImageFont.truetype(io.BytesIO(font), size, layout_engine=ImageFont.Layout.BASIC)


def _steps(colour: str) -> list[int]:
    """The palette from paper to a colour, as numbers one after another."""
    paper, ink = ImageColor.getrgb(PAPER), ImageColor.getrgb(colour)
    return [round(p + (i - p) * step / (STEPS - 1)) for step in range(STEPS) for p, i in zip(paper, ink, strict=True)]


def _contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The contrast ratio of two colours (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, ...]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
