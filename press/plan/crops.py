"""A picture's size, a ratio and a focus -> the part that is cut out, and the widths that it is made in. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from press.model.picture import LARGEST, Box, Size

Ratio = tuple[int, int]
_WHOLE_ENOUGH = 0.02  # a cut that would take less than this from a side is not worth a file of its own
_STEP = 1.1  # the picture's own width joins the widths when it is this much more than the one before


@dataclass(frozen=True, slots=True)
class Slot:
    """How a picture is shown somewhere: its ratio (None = its own), its widths (() = config's), the most of them."""

    ratio: Ratio | None = None
    widths: tuple[int, ...] = ()
    most: int = LARGEST


# What layouts show. The text's column is 42 rem wide at most, twice that on fine screens; the widest teaser is the
# front page's lead. Portraits are 5 to 11 rem wide.
SLOTS = {
    "lead": Slot(),
    "figure": Slot(most=1400),
    "teaser": Slot(ratio=(3, 2), most=1600),
    "portrait": Slot(ratio=(1, 1), widths=(160, 320, 480)),
}
# What is shown elsewhere: the preview of a link (the size that Open Graph's readers ask for), and the three ratios
# that search engines choose from (https://developers.google.com/search/docs/appearance/structured-data/article).
SHARE: Ratio = (1200, 630)
RATIOS: tuple[Ratio, ...] = ((16, 9), (4, 3), (1, 1))
ELSEWHERE = 1200  # pixels wide
SMALLEST_SHARE = 600  # below this a preview of a link shows a thumbnail


def box_of(full: Size, ratio: Ratio | None, focus: tuple[float, float]) -> Box:
    """Return the largest part of a picture that has the ratio, with the focus (percent) as near its middle as can be.

    A picture that has nearly the ratio stays whole.
    """
    width, height = full
    if ratio is None:
        return 0, 0, width, height
    wide, high = min(width, round(height * ratio[0] / ratio[1])), min(height, round(width * ratio[1] / ratio[0]))
    if wide > width * (1 - _WHOLE_ENOUGH) and high > height * (1 - _WHOLE_ENOUGH):
        return 0, 0, width, height
    left, top = _start(width, max(1, wide), focus[0]), _start(height, max(1, high), focus[1])
    return left, top, left + max(1, wide), top + max(1, high)


def _start(length: int, part: int, focus: float) -> int:
    return max(0, min(length - part, round(length * focus / 100 - part / 2)))


def widths_of(box: Box, wanted: Sequence[int], most: int = LARGEST) -> tuple[int, ...]:
    """Return the widths to make, smallest first, none larger than the box: nothing is ever scaled up.

    Where the largest wanted width is out of reach the box's own width stands in for it.
    """
    wide, high = box[2] - box[0], box[3] - box[1]
    own = max(1, min(wide, most, LARGEST, LARGEST * wide // high))
    fitting = [width for width in sorted(wanted) if width <= own]
    if not fitting or (own < min(max(wanted), most) and own > fitting[-1] * _STEP):
        fitting.append(own)
    return tuple(fitting)


def size_of(box: Box, width: int) -> Size:
    """Return width and height of a box scaled to a width."""
    return width, max(1, round(width * (box[3] - box[1]) / (box[2] - box[0])))
