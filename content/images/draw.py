"""The Courier's pictures, drawn by code: flat inks, a little grain, no borrowed images.

    python content/images/draw.py            all of them
    python content/images/draw.py tram ferry only these

Needs Pillow. Each scene has its own fixed seed: the same code draws the same picture.
Coordinates are in finished pixels; everything is drawn at twice the size and reduced.
"""

import io
import math
import random
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

HERE = Path(__file__).parent
WIDE, HIGH, SCALE = 1600, 1067, 2
HEAVIEST = 178_000  # bytes
SMOOTH = 0.62  # how much of a shade is even tone; the rest is grain, which weighs


class Print:
    """A sheet of paper that takes inks one after another, like a screen print."""

    def __init__(self, paper, seed, size=(WIDE, HIGH)):
        self.size = size
        self.big = (size[0] * SCALE, size[1] * SCALE)
        self.rng = random.Random(seed)
        self.image = Image.new("RGB", self.big, paper)
        self.noise = Image.frombytes("L", self.big, self.rng.randbytes(self.big[0] * self.big[1]))

    def put(self, colour, *areas, shade=None):
        """Print areas in a colour; shade = (second colour, side where it is dense, 0..1)."""
        mask = Image.new("L", self.big, 0)
        pen = ImageDraw.Draw(mask)
        for area in areas:
            area(pen)
        self.image.paste(colour, mask=mask)
        if shade:
            self.stipple(mask, *shade)

    def stipple(self, mask, colour, side, amount):
        box = mask.getbbox()
        if not box:
            return
        ramp = Image.linear_gradient("L")
        turn = {"down": 0, "right": 90, "up": 180, "left": 270}[side]
        ramp = ramp.rotate(turn).resize((box[2] - box[0], box[3] - box[1]), Image.BILINEAR)
        ramp = ramp.point([int((v / 255) ** 1.6 * 255 * amount) for v in range(256)])
        dots = ImageChops.subtract(ramp, self.noise.crop(box)).point(lambda v: 255 if v else 0)
        dots = Image.blend(dots, ramp, SMOOTH)
        self.image.paste(colour, box[:2], ImageChops.multiply(dots, mask.crop(box)))

    def glow(self, colour, cx, cy, radius, amount):
        """A grainy halo around a light."""
        mask = Image.new("L", self.big, 0)
        r = radius * SCALE
        disc = ImageChops.invert(Image.radial_gradient("L")).resize((2 * r, 2 * r), Image.BILINEAR)
        disc = disc.point([int(max(0, (v - 75) / 180) ** 1.5 * 255 * amount) for v in range(256)])
        mask.paste(disc, (int(cx * SCALE - r), int(cy * SCALE - r)))
        dots = ImageChops.subtract(mask, self.noise).point(lambda v: 255 if v else 0)
        self.image.paste(colour, mask=Image.blend(dots, mask, SMOOTH))

    def finished(self):
        small = self.image.resize(self.size, Image.LANCZOS)
        speck = self.noise.crop((0, 0, *self.size)).filter(ImageFilter.GaussianBlur(0.8))
        speck = speck.point(lambda v: max(0, min(255, 128 + (v - 128) // 16)))
        grey = Image.merge("RGB", (speck,) * 3)
        return ImageChops.add(small, grey, 1, -128)


# Areas: what a pen is asked to fill, in finished pixels.
def _big(points):
    return [(x * SCALE, y * SCALE) for x, y in points]


def poly(*points):
    return lambda pen: pen.polygon(_big(points), fill=255)


def rect(x0, y0, x1, y1, r=0):
    box = (x0 * SCALE, y0 * SCALE, x1 * SCALE - 1, y1 * SCALE - 1)
    if r:
        return lambda pen: pen.rounded_rectangle(box, r * SCALE, fill=255)
    return lambda pen: pen.rectangle(box, fill=255)


def oval(cx, cy, rx, ry=None):
    ry = rx if ry is None else ry
    return lambda pen: pen.ellipse(
        ((cx - rx) * SCALE, (cy - ry) * SCALE, (cx + rx) * SCALE, (cy + ry) * SCALE), fill=255)


def ring(cx, cy, rx, ry, width):
    return lambda pen: pen.ellipse(
        ((cx - rx) * SCALE, (cy - ry) * SCALE, (cx + rx) * SCALE, (cy + ry) * SCALE),
        outline=255, width=width * SCALE)


def pie(cx, cy, rx, ry, start, end):
    return lambda pen: pen.pieslice(
        ((cx - rx) * SCALE, (cy - ry) * SCALE, (cx + rx) * SCALE, (cy + ry) * SCALE), start, end, fill=255)


def line(*points, w=4):
    def area(pen):
        pen.line(_big(points), fill=255, width=int(w * SCALE), joint="curve")
        for x, y in _big(points):
            h = w * SCALE / 2
            pen.ellipse((x - h, y - h, x + h, y + h), fill=255)
    return area


def cut(area):
    """The same area, but erased from what stands before it in this ink."""
    class Eraser:
        def __init__(self, pen):
            self.pen = pen

        def __getattr__(self, name):
            def call(*args, **kwargs):
                for key in ("fill", "outline"):
                    if key in kwargs:
                        kwargs[key] = 0
                return getattr(self.pen, name)(*args, **kwargs)
            return call
    return lambda pen: area(Eraser(pen))


def curve(*points, steps=24):
    """A smooth path through points (Catmull-Rom)."""
    path, ends = [], [points[0], *points, points[-1]]
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:]):
        for i in range(steps):
            t = i / steps
            path.append(tuple(
                0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t
                       + (3 * q - p - 3 * r + s) * t ** 3)
                for p, q, r, s in zip(a, b, c, d)))
    return [*path, points[-1]]


def blob(*points):
    return poly(*curve(*points, points[0]))


# Things that come back.
def skyline(p, base, low, high, wide=(50, 120), x=-20, end=WIDE + 20):
    areas = []
    while x < end:
        w, h = p.rng.randint(*wide), p.rng.randint(low, high)
        areas.append(rect(x, base - h, x + w + 1, base))
        roof = p.rng.choice("ggfst")
        if roof == "g":
            areas.append(poly((x, base - h), (x + w / 2, base - h - w * 0.45), (x + w, base - h)))
        elif roof == "s":
            areas.append(poly((x, base - h), (x + w, base - h - w * 0.4), (x + w, base - h)))
        elif roof == "t":
            areas.append(rect(x + w * 0.6, base - h - 26, x + w * 0.75, base - h))
        x += w
    return areas


def spire(x, base, w, h):
    return [rect(x - w / 2, base - h * 0.6, x + w / 2, base),
            poly((x - w / 2 - 5, base - h * 0.6), (x, base - h), (x + w / 2 + 5, base - h * 0.6))]


def ripples(p, y0, y1, count, x0=0, x1=WIDE, long=(40, 170)):
    areas = []
    for _ in range(count):
        depth = p.rng.random()
        y = y0 + (y1 - y0) * depth
        w = p.rng.randint(*long) * (0.4 + depth)
        x = p.rng.uniform(x0 - w / 2, x1)
        areas.append(rect(x, y, x + w, y + 3 + 4 * depth, r=2))
    return areas


def person(x, foot, h, wide=1.0, lean=0):
    head = h * 0.095
    w = h * 0.135 * wide
    top = foot - h + 2 * head
    return [oval(x + lean, foot - h + head, head),
            blob((x + lean - w * 0.55, top + h * 0.03), (x + lean, top), (x + lean + w * 0.55, top + h * 0.03),
                 (x + w, foot - h * 0.42), (x + w * 0.7, foot - h * 0.36), (x, foot - h * 0.35),
                 (x - w * 0.7, foot - h * 0.36), (x - w, foot - h * 0.42)),
            poly((x - w * 0.72, foot - h * 0.42), (x - w * 0.05, foot - h * 0.42), (x - w * 0.15, foot), (x - w * 0.6, foot)),
            poly((x + w * 0.72, foot - h * 0.42), (x + w * 0.05, foot - h * 0.42), (x + w * 0.15, foot), (x + w * 0.6, foot))]


def gull(x, y, s):
    return line(*curve((x - s, y + s * .1), (x - s * .5, y - s * .35), (x, y), (x + s * .5, y - s * .35), (x + s, y + s * .1)), w=s * .13)


def lattice(x0, y0, x1, y1, thick0, thick1, n, w=4):
    """A boom: two chords and the zigzag between them."""
    length = math.hypot(x1 - x0, y1 - y0)
    nx, ny = -(y1 - y0) / length, (x1 - x0) / length
    a, b = [], []
    for i in range(n + 1):
        t = i / n
        x, y, k = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, (thick0 + (thick1 - thick0) * t) / 2
        a.append((x + nx * k, y + ny * k))
        b.append((x - nx * k, y - ny * k))
    zig = [(a if i % 2 else b)[i] for i in range(n + 1)]
    zag = [(b if i % 2 else a)[i] for i in range(n + 1)]
    return [line(*a, w=w * 1.3), line(*b, w=w * 1.3), line(*zig, w=w * .7), line(*zag, w=w * .7)]


def digit(which, x, y, h, w):
    """3, 0 and 7 in strokes: no font is needed."""
    r = h * .26
    if which == 0:
        return [ring(x, y, r + w / 2, h / 2 + w / 2, w)]
    if which == 7:
        return [line((x - r, y - h / 2), (x + r, y - h / 2), (x - r * .3, y + h / 2), w=w)]
    top = [(x + r * math.cos(t), y - h / 4 + h / 4 * math.sin(t)) for t in [math.radians(a) for a in range(-160, 91, 10)]]
    low = [(x + r * math.cos(t), y + h / 4 + h / 4 * math.sin(t)) for t in [math.radians(a) for a in range(-90, 161, 10)]]
    return [line(*top, w=w), line(*low, w=w)]


def windows(x0, y0, x1, y1, columns, rows, gap=.35):
    cw, rh = (x1 - x0) / columns, (y1 - y0) / rows
    return [rect(x0 + cw * (i + gap / 2), y0 + rh * (j + gap / 2), x0 + cw * (i + 1 - gap / 2), y0 + rh * (j + 1 - gap / 2))
            for i in range(columns) for j in range(rows)]


def arched(x0, y0, x1, y1):
    r = (x1 - x0) / 2
    return [oval(x0 + r, y0 + r, r), rect(x0, y0 + r, x1, y1)]


# The scenes.
def tram():
    p = Print("#f3d9b1", 1)
    p.put("#f3d9b1", rect(0, 0, WIDE, 640), shade=("#e9a06b", "down", .75))
    p.put("#f7ebd3", oval(1180, 330, 190))
    p.put("#dd9a72", *skyline(p, 760, 150, 320), *spire(410, 760, 70, 520))
    p.put("#b5654f", *skyline(p, 770, 60, 190, (70, 150)), shade=("#8d4a41", "down", .6))
    p.put("#4b3a4d", rect(0, 760, WIDE, HIGH), shade=("#2e2a3d", "down", .9))
    p.put("#6d5664", rect(0, 760, WIDE, 792))
    for x in (130, 1470):
        p.put("#2e2a3d", rect(x - 7, 150, x + 7, 770), rect(x - 130, 196, x + 130, 204), oval(x, 150, 11))
    p.put("#2e2a3d", line((0, 214), (130, 206), (800, 228), (1470, 206), (1600, 213), w=4))
    # the car
    p.put("#2e2a3d", line((760, 420), (840, 330), (770, 232), w=8), line((690, 228), (850, 230), w=8))
    p.put("#2e2a3d", rect(620, 418, 960, 440, r=8))
    p.put("#a4342a", rect(250, 436, 1330, 860, r=52), shade=("#7d2226", "down", .8))
    p.put("#f4e7cd", rect(250, 640, 1330, 690))
    p.put("#7d2226", rect(786, 436, 798, 860))
    for x in (330, 470, 940, 1080):
        p.put("#2f4858", rect(x, 486, x + 116, 620, r=12), shade=("#6b8a93", "up", .7))
    p.put("#2f4858", rect(264, 486, 312, 620, r=12), rect(1236, 486, 1316, 640, r=16), shade=("#6b8a93", "up", .7))
    for x in (620, 704, 846):
        p.put("#2f4858", rect(x, 486, x + 74, 810, r=8), shade=("#6b8a93", "up", .6))
    for x, y in ((372, 566), (520, 558), (990, 562), (1060, 0), (1146, 566), (656, 560)):
        if y:
            p.put("#1d2733", oval(x, y, 22), rect(x - 33, y + 26, x + 33, 620 if x != 656 else 700, r=14))
    p.put("#f9d679", oval(1300, 742, 20))
    p.glow("#f9d679", 1340, 745, 190, .55)
    p.put("#2e2a3d", rect(300, 852, 1290, 884, r=12))
    for x in (380, 480, 1090, 1190):
        p.put("#1f1c2b", oval(x, 886, 38))
        p.put("#6d5664", oval(x, 886, 15))
    p.put("#a98e8b", rect(0, 922, WIDE, 930), rect(0, 990, WIDE, 1002))
    p.put("#221f2e", *person(1440, 930, 330), *person(1530, 940, 290, 1.15), *person(92, 960, 340, 1.1))
    return p


def bridge():
    p = Print("#cfe0d8", 2)
    p.put("#cfe0d8", rect(0, 0, WIDE, 560), shade=("#f3cfa5", "down", .9))
    p.put("#e8694a", oval(520, 430, 120))
    p.put("#a9c4bd", blob((-60, 560), (200, 410), (480, 470), (760, 390), (1100, 470), (1400, 380), (1700, 460), (1700, 620), (-60, 620)))
    p.put("#6f9a98", *skyline(p, 600, 40, 130, (40, 90)), *spire(1130, 600, 44, 300), *spire(1192, 600, 34, 230))
    p.put("#3f7481", rect(0, 596, WIDE, HIGH), shade=("#1f4a5c", "down", .9))
    p.put("#e8694a", *[rect(520 - w / 2, 616 + i * 34, 520 + w / 2, 626 + i * 34, r=4) for i, w in enumerate((220, 180, 260, 140, 190, 90, 130))])
    span = [rect(0, 470, WIDE, 760)]
    for cx in (200, 600, 1000, 1400):
        span += [cut(pie(cx, 700, 160, 190, 180, 360)), cut(rect(cx - 160, 699, cx + 160, 770))]
    p.put("#23323f", *span, poly((0, 470), (800, 440), (1600, 470), (1600, 480), (0, 480)))
    p.put("#3a4d5a", rect(0, 490, WIDE, 502))
    for x in range(0, WIDE + 1, 400):
        p.put("#17222c", poly((x - 52, 800), (x - 40, 560), (x + 40, 560), (x + 52, 800)), shade=("#3f7481", "down", .5))
        p.put("#17222c", rect(x - 4, 340, x + 4, 470), oval(x, 332, 14))
    p.put("#17222c", *person(300, 470, 96), *person(345, 470, 88), *person(930, 455, 98), *person(1245, 464, 92))
    p.put("#17222c", ring(1080, 446, 16, 16, 4), ring(1128, 446, 16, 16, 4), line((1080, 446), (1098, 420), (1122, 420), (1128, 446), w=4), line((1098, 420), (1106, 392), (1118, 410), w=9), oval(1110, 378, 10))
    p.put("#6f9a98", *ripples(p, 800, 1050, 46))
    p.put("#1f4a5c", *ripples(p, 640, 1050, 30))
    p.put("#f6ead2", poly((990, 900), (1330, 900), (1280, 962), (1050, 962)), poly((1140, 640), (1140, 880), (1010, 880)))
    p.put("#e8694a", poly((1160, 670), (1160, 880), (1290, 880)))
    p.put("#17222c", rect(1146, 620, 1154, 902), poly((984, 892), (1336, 892), (1328, 908), (992, 908)))
    return p


def cranes():
    p = Print("#f4c76b", 3)
    p.put("#f4c76b", rect(0, 0, WIDE, 760), shade=("#e5743f", "down", .85))
    p.put("#fbe9c0", oval(800, 560, 230))
    p.put("#d2683f", *skyline(p, 770, 30, 110, (60, 140)))
    p.put("#1e3a4c", rect(0, 860, WIDE, HIGH), shade=("#122635", "down", .9))
    p.put("#2b2f3f", rect(0, 760, WIDE, 872))
    p.put("#454456", rect(0, 760, WIDE, 776))

    def crane(x, s, flip=1, ink="#26283a"):
        def at(dx, dy):
            return x + dx * s * flip, 762 - dy * s
        p.put(ink,
              line(at(-110, 0), at(-70, 250), w=22 * s), line(at(110, 0), at(70, 250), w=22 * s),
              line(at(-92, 110), at(92, 110), w=12 * s), line(at(-92, 110), at(72, 250), w=8 * s), line(at(92, 110), at(-72, 250), w=8 * s),
              line(at(-96, 250), at(96, 250), w=26 * s), line(at(-130, 4), at(-80, 4), w=22 * s), line(at(80, 4), at(130, 4), w=22 * s),
              poly(at(-120, 268), at(70, 268), at(70, 372), at(-60, 372), at(-120, 330)),
              line(at(-70, 360), at(0, 600), at(40, 372), w=14 * s),
              *lattice(*at(50, 320), *at(420, 690), 46 * s, 14 * s, 12, 6 * s),
              line(at(0, 600), at(415, 688), w=5 * s), line(at(0, 600), at(210, 480), w=5 * s),
              line(at(-110, 350), at(0, 600), w=5 * s), line(at(420, 690), at(420, 330), w=4 * s),
              poly(at(408, 330), at(432, 330), at(426, 300), at(414, 300)))
        p.put("#fbe9c0", poly(at(20, 290), at(62, 290), at(62, 350), at(20, 350)))

    crane(330, 1.0)
    crane(1330, .82, -1, "#3d3546")
    crane(690, .55, 1, "#5a4650")
    p.put("#a63a2b", rect(662, 470, 842, 546), shade=("#7b2623", "right", .6))
    p.put("#26283a", line((750, 432), (672, 470), w=4), line((750, 432), (832, 470), w=4))
    p.put("#7b2623", *[rect(x, 476, x + 5, 540) for x in range(680, 838, 24)])
    stack = (("#2f6b75", 900, 684), ("#a63a2b", 1060, 684), ("#e9a23b", 980, 610), ("#2f6b75", 520, 684), ("#e9a23b", 80, 684), ("#5b3a4a", 1500, 684), ("#a63a2b", 1440, 610))
    for ink, x, y in stack:
        p.put(ink, rect(x, y, x + 156, y + 76), shade=("#26283a", "down", .4))
        p.put("#26283a", *[rect(x + k, y + 8, x + k + 3, y + 68) for k in range(16, 150, 20)])
    p.put("#e5743f", *ripples(p, 890, 1040, 34, 480, 1120))
    p.put("#3c6070", *ripples(p, 890, 1050, 40))
    p.put("#26283a", gull(1010, 220, 46), gull(1110, 280, 32), gull(200, 160, 30))
    p.put("#0f1c28", *person(1180, 768, 92), *person(1230, 768, 88))
    return p


def houses():
    p = Print("#bcd4d6", 4)
    p.put("#bcd4d6", rect(0, 0, WIDE, 700), shade=("#e9e0c9", "down", .9))
    p.put("#f7f0df", blob((150, 170), (260, 110), (380, 130), (470, 170), (380, 200), (220, 200)), blob((1080, 120), (1200, 70), (1330, 90), (1430, 130), (1300, 160), (1140, 155)))
    p.put("#98b8ba", *skyline(p, 700, 240, 380, (80, 150)))
    faces = (("#c8553d", "#923828", 230, 470), ("#e6b655", "#b98636", 200, 400), ("#2e5e6b", "#1e434e", 250, 520), ("#e8ded0", "#c4b49f", 190, 420),
             ("#8c3b4a", "#652634", 240, 480), ("#7f9b6f", "#5c7650", 210, 410), ("#d98a4e", "#aa6232", 230, 500), ("#35506e", "#243a54", 200, 440))
    x, base = -30, 880
    for n, (ink, dark, w, h) in enumerate(faces):
        top = base - h
        if n % 3 == 0:
            steps = [(x, top)]
            for k in range(5):
                steps += [(x + w * .1 * k, top - 34 * (k + 1) + 34 * 0), (x + w * .1 * (k + 1), top - 34 * (k + 1))]
            steps += [(WIDE and 2 * x + w - a, b) for a, b in reversed(steps)]
            gable = poly(*steps)
        elif n % 3 == 1:
            gable = poly((x, top), (x + w / 2, top - w * .7), (x + w, top))
        else:
            gable = blob((x, top + 6), (x + w * .12, top - 50), (x + w * .28, top - 70), (x + w * .36, top - 140), (x + w * .5, top - 165), (x + w * .64, top - 140), (x + w * .72, top - 70), (x + w * .88, top - 50), (x + w, top + 6))
        p.put(ink, rect(x, top, x + w, base), gable, shade=(dark, "right", .75))
        p.put(dark, rect(x, top - 4, x + w, top + 8))
        rows = 3 if h < 450 else 4
        panes = windows(x + 22, top + 26, x + w - 22, base - 130, 3, rows, .42)
        lit = set(p.rng.sample(range(len(panes)), 3))
        p.put("#22303a", *[a for i, a in enumerate(panes) if i not in lit])
        p.put("#f9dd92", *[a for i, a in enumerate(panes) if i in lit])
        p.put("#22303a", oval(x + w / 2, top - 40, 17))
        door = x + w * (.3 if n % 2 else .62)
        p.put(dark, *arched(door - 30, base - 118, door + 30, base))
        p.put("#f7f0df" if n % 2 else "#f9dd92", oval(door + 17, base - 52, 4))
        x += w
    p.put("#3d4650", rect(0, 876, WIDE, HIGH), shade=("#252c36", "down", .9))
    p.put("#7b8288", rect(0, 876, WIDE, 900))
    p.put("#22303a", rect(872, 700, 882, 930))
    p.put("#f7f0df", rect(800, 690, 954, 786, r=5))
    p.put("#c8553d", rect(822, 712, 932, 728), rect(822, 746, 896, 762))
    p.put("#1b222b", *person(560, 950, 190), *person(640, 955, 180, 1.1), rect(668, 880, 728, 955, r=8), rect(688, 862, 708, 884))
    p.put("#1b222b", *person(1280, 960, 195))
    return p


def library():
    p = Print("#1f2a44", 5)
    p.put("#1f2a44", rect(0, 0, WIDE, HIGH), shade=("#39466b", "down", .7))
    p.put("#d9c7a3", *[oval(p.rng.randint(0, WIDE), p.rng.randint(0, 130), p.rng.choice((1.5, 2, 3))) for _ in range(46)])
    p.put("#8a4f45", rect(120, 170, 1480, 900), shade=("#5b2f38", "down", .85))
    p.put("#a9685a", poly((80, 176), (800, 40), (1520, 176)), rect(90, 170, 1510, 204), shade=("#7b463f", "up", .4))
    p.put("#5b2f38", ring(800, 124, 32, 32, 8))
    books = ("#8c3b33", "#2f5a66", "#b5792f", "#41523f", "#5e3c58")
    for n, x in enumerate(range(190, 1400, 250)):
        p.put("#5b2f38", *arched(x - 14, 266, x + 224, 800))
        p.put("#f6cf73", *arched(x, 280, x + 210, 790), shade=("#e59b45", "down", .7))
        if n != 2:
            for y in (440, 540, 640):
                k = x + 8
                while k < x + 186:
                    w, h = p.rng.randint(10, 20), p.rng.randint(52, 78)
                    if p.rng.random() < .86:
                        p.put(p.rng.choice(books), rect(k, y - h, k + w, y))
                    k += w + 2
                p.put("#6b3f2c", rect(x, y, x + 210, y + 9))
        p.put("#5b2f38", rect(x + 101, 280, x + 109, 790), rect(x, 386, x + 210, 393))
    p.put("#f9e3a6", rect(690, 396, 900, 900))
    p.put("#f6cf73", rect(690, 396, 900, 900), shade=("#e59b45", "down", .5))
    p.put("#5b2f38", rect(690, 386, 900, 396), rect(792, 280, 798, 396))
    for x in (245, 490, 1245):
        p.put("#3a2436", oval(x + 30, 692, 24), blob((x - 8, 790), (x, 735), (x + 30, 715), (x + 62, 735), (x + 70, 790)))
        p.put("#f4ead6", poly((x + 50, 752), (x + 82, 740), (x + 82, 772), (x + 50, 784)))
    for i in range(5):
        p.put(("#c9a98a", "#b08f76")[i % 2], rect(560 - i * 60, 890 + i * 36, 1030 + i * 60, 930 + i * 36))
    p.put("#f6cf73", poly((690, 890), (900, 890), (1010, 1067), (580, 1067)), shade=("#e0a95a", "down", .9))
    p.put("#161d33", *person(770, 960, 260), *person(866, 930, 220, 1.1))
    p.put("#161d33", rect(0, 1030, 300, HIGH), rect(1290, 1030, WIDE, HIGH))
    p.put("#161d33", rect(66, 420, 78, 1040), oval(72, 400, 26))
    p.put("#f6cf73", oval(72, 400, 17))
    p.glow("#f6cf73", 72, 400, 150, .5)
    return p


def tree(p, x, foot, s, leaf, dark, trunk="#3b2b2e"):
    p.put(trunk, poly((x - 13 * s, foot), (x - 7 * s, foot - 240 * s), (x + 7 * s, foot - 240 * s), (x + 13 * s, foot)),
          line((x, foot - 170 * s), (x + 60 * s, foot - 260 * s), w=9 * s), line((x, foot - 150 * s), (x - 58 * s, foot - 250 * s), w=9 * s))
    clumps = [oval(x + dx * s, foot - dy * s, r * s) for dx, dy, r in
              ((0, 350, 120), (-90, 300, 85), (90, 305, 88), (-50, 410, 80), (56, 415, 84), (0, 270, 90))]
    p.put(leaf, *clumps, shade=(dark, "down", .8))


def trees():
    p = Print("#f2e6bf", 6)
    p.put("#f2e6bf", rect(0, 0, WIDE, 620), shade=("#f3b8a0", "down", .7))
    p.put("#d99a86", *skyline(p, 640, 60, 170, (40, 90), 460, 1140))
    p.put("#c77f72", rect(0, 240, 330, 700), poly((330, 240), (560, 480), (560, 660), (330, 700)), rect(1270, 240, WIDE, 700), poly((1270, 240), (1040, 480), (1040, 660), (1270, 700)), shade=("#9c5a5c", "down", .5))
    p.put("#f2e6bf", *windows(20, 300, 310, 600, 3, 3, .5), *windows(1290, 300, 1580, 600, 3, 3, .5))
    p.put("#a98d86", rect(0, 640, WIDE, HIGH))
    p.put("#6a5c66", poly((770, 640), (830, 640), (1330, HIGH), (270, HIGH)), shade=("#4a4152", "down", .8))
    p.put("#f2e6bf", *[poly((800 - w, y), (800 + w, y), (800 + w * 1.3, y + h), (800 - w * 1.3, y + h)) for w, y, h in ((2, 670, 18), (4, 712, 28), (7, 775, 44), (11, 865, 66), (17, 985, 82))])
    palette = (("#8fa357", "#5f7a3e"), ("#6f8f4e", "#456338"), ("#4f7a48", "#2d5235"), ("#3a6440", "#1f4330"))
    for (s, dx, y), (leaf, dark) in zip(((.34, 110, 668), (.56, 215, 720), (.92, 400, 820), (1.45, 690, 985)), palette):
        for side in (-1, 1):
            tree(p, 800 + side * dx, y, s, leaf, dark)
    p.put("#857682", *[oval(p.rng.randint(380, 1220), p.rng.randint(900, 1050), p.rng.randint(14, 40), p.rng.randint(4, 9)) for _ in range(16)])
    p.put("#2a2433", *person(560, 900, 190), *person(612, 900, 120), *person(1040, 860, 150))
    p.put("#e8694a", oval(612, 790, 7))
    # the stump that the city left
    p.put("#3b2b2e", blob((1270, 1010), (1290, 950), (1370, 950), (1394, 1010), (1330, 1024)))
    p.put("#e2b98a", oval(1330, 950, 44, 15))
    p.put("#a9744e", ring(1330, 950, 30, 10, 3), ring(1330, 950, 15, 5, 3))
    return p


def stadium():
    p = Print("#16213a", 7)
    p.put("#16213a", rect(0, 0, WIDE, HIGH), shade=("#4b3a63", "down", .8))
    p.put("#0e1628", *skyline(p, 560, 60, 170, (60, 130)))
    for x, tilt in ((170, 1), (1430, -1), (430, .5), (1170, -.5)):
        top = 120 if x in (170, 1430) else 200
        light = Image.new("L", p.big, 0)
        ImageDraw.Draw(light).polygon(_big(((x - 40, top), (x + 40, top), (x + tilt * 900 + 260, 900), (x + tilt * 500 - 160, 900))), fill=46)
        p.image.paste("#f4e6b0", mask=light)
    p.put("#3a3358", oval(800, 720, 760, 360))
    p.put("#5c4a78", oval(800, 700, 740, 335), shade=("#3a3358", "down", .8))
    p.put("#2a2544", oval(800, 735, 600, 255))
    p.put("#d9663f", oval(800, 742, 590, 246), shade=("#a63f35", "down", .8))
    p.put("#f0a04f", *[ring(800, 748, 590 - k * 38, 246 - k * 19, 3) for k in range(1, 6)])
    seats = []
    for k in range(6):
        rx, ry = 570 - k * 38, 236 - k * 19
        for a in range(0, 360, 3):
            if p.rng.random() < .42:
                t = math.radians(a + p.rng.random() * 2)
                seats.append(oval(800 + rx * math.cos(t), 746 + ry * math.sin(t), 5, 5))
    p.put("#fbe3b5", *seats[::2])
    p.put("#5b1f2a", *seats[1::2])
    p.put("#16213a", oval(800, 766, 390, 150))
    p.put("#3f8f5a", oval(800, 768, 380, 143), shade=("#236443", "down", .6))
    p.put("#52a468", *[poly((x, 660), (x + 40, 660), (x + 30 + (x - 800) * .12, 880), (x - 10 + (x - 800) * .12, 880)) for x in range(580, 1020, 80)])
    p.put("#e9f2d8", line((560, 690), (1040, 690), (1110, 850), (490, 850), (560, 690), w=5), line((800, 690), (800, 850), w=5), ring(800, 768, 62, 28, 5),
          line((538, 740), (600, 740), (580, 800), (514, 800), w=4), line((1062, 740), (1000, 740), (1020, 800), (1086, 800), w=4))
    for x, top, base in ((170, 120, 700), (1430, 120, 700), (430, 200, 520), (1170, 200, 520)):
        p.put("#0b1120", *lattice(x, base, x, top + 30, 30, 14, 12, 4), rect(x - 66, top - 36, x + 66, top + 36, r=6))
        p.glow("#fff3c4", x, top, 170, .5)
        p.put("#fff3c4", *[oval(x - 46 + 31 * i, top - 16 + 32 * j, 12) for i in range(4) for j in range(2)])
    p.put("#0b1120", *skyline(p, HIGH + 10, 20, 70, (90, 170)))
    return p


def heating():
    p = Print("#d7e3e6", 8)
    p.put("#d7e3e6", rect(0, 0, WIDE, 620), shade=("#a8c0cc", "up", .8))
    p.put("#9fb6c2", *skyline(p, 560, 90, 230, (80, 150)))
    p.put("#7b94a5", rect(1180, 120, 1250, 560), rect(1290, 180, 1345, 560), rect(1120, 400, 1420, 560))
    p.put("#c4493a", rect(1180, 150, 1250, 178), rect(1290, 206, 1345, 230))
    p.put("#f4f4ee", blob((1215, 118), (1180, 60), (1090, 50), (1000, 0), (1160, -40), (1300, -20), (1262, 50), (1240, 80)))
    p.put("#f4f4ee", rect(0, 552, WIDE, HIGH), shade=("#b9ccd6", "down", .7))
    # hills of snow, then the two pipes: flow and return
    p.put("#e4ecec", blob((-80, 700), (260, 590), (620, 650), (980, 590), (1400, 660), (1720, 600), (1720, 1150), (-80, 1150)))

    def pipe(y, r, ink, dark, light):
        p.put(ink, rect(-20, y - r, 520, y + r), rect(1080, y - r, 1620, y + r), shade=(dark, "down", .95))
        outer = [line((500, y), (580, y), (580, y - 250), (1020, y - 250), (1020, y), (1100, y), w=2 * r)]
        p.put(ink, *outer, shade=(dark, "down", .5))
        p.put(light, rect(-20, y - r * .62, 520, y - r * .42), rect(1110, y - r * .62, 1620, y - r * .42), rect(600, y - 250 - r * .62, 1000, y - 250 - r * .42))
        for x in (120, 400, 1200, 1480):
            p.put(dark, rect(x - 16, y - r - 14, x + 16, y + r + 14, r=5))
        for x in (690, 910):
            p.put(dark, rect(x - 14, y - 250 - r - 12, x + 14, y - 250 + r + 12, r=5))

    pipe(720, 62, "#c4493a", "#7c2830", "#ec8a6a")
    p.put("#2d3a4c", *[rect(x - 20, 780, x + 20, 1000) for x in (260, 1340)])
    pipe(900, 62, "#2f6f88", "#1b4258", "#74aebb")
    p.put("#2d3a4c", *[poly((x - 60, 1067), (x - 34, 960), (x + 34, 960), (x + 60, 1067)) for x in (260, 1340)])
    # a wheel valve
    p.put("#2d3a4c", rect(790, 300, 810, 420))
    p.put("#e9a63a", ring(800, 300, 98, 98, 20), oval(800, 300, 26), *[line((800, 300), (800 + 90 * math.cos(a), 300 + 90 * math.sin(a)), w=13) for a in (0.5, 2.07, 3.64, 5.21)])
    p.put("#f8f8f3", blob((-20, 660), (90, 640), (200, 652), (330, 644), (420, 664), (200, 672)), blob((1130, 660), (1250, 642), (1400, 652), (1540, 640), (1620, 660), (1400, 672)), blob((600, 412), (700, 396), (760, 410), (700, 424)))
    p.put("#ffffff", *[oval(p.rng.randint(0, WIDE), p.rng.randint(0, 1060), p.rng.choice((3, 4, 6))) for _ in range(130)])
    p.put("#1c2635", *person(800, 1030, 230, 1.2))
    return p


def ferry():
    p = Print("#f6d5c0", 9)
    p.put("#f6d5c0", rect(0, 0, WIDE, 600), shade=("#8fb3c4", "up", .85))
    p.put("#fdf3df", oval(360, 470, 110))
    p.put("#b98f9b", blob((-50, 620), (150, 520), (420, 560), (700, 540), (900, 600), (900, 660), (-50, 660)))
    p.put("#80708c", blob((780, 630), (980, 530), (1180, 470), (1380, 500), (1660, 430), (1660, 700), (780, 680)))
    p.put("#f6ead6", rect(1372, 350, 1402, 500))
    p.put("#b8433c", rect(1372, 392, 1402, 424), rect(1366, 338, 1408, 352), poly((1366, 338), (1387, 312), (1408, 338)))
    p.put("#2d6079", rect(0, 620, WIDE, HIGH), shade=("#163a50", "down", .9))
    p.put("#fdf3df", *[rect(360 - w / 2, 640 + i * 30, 360 + w / 2, 648 + i * 30, r=4) for i, w in enumerate((190, 150, 220, 120, 160, 80))])
    p.put("#5f93a5", *ripples(p, 650, 1050, 60))
    # the boat
    p.put("#f6ead6", rect(560, 560, 1180, 700, r=10), shade=("#d6c5ae", "right", .6))
    p.put("#f6ead6", rect(680, 450, 1060, 566, r=10), rect(770, 370, 900, 460, r=8), shade=("#d6c5ae", "right", .6))
    p.put("#b8433c", poly((930, 300), (1020, 300), (1034, 452), (944, 452)), shade=("#82282c", "right", .7))
    p.put("#20344a", poly((927, 300), (1023, 300), (1025, 328), (929, 328)))
    p.put("#20344a", *windows(590, 592, 1150, 650, 9, 1, .4), *windows(700, 482, 920, 536, 5, 1, .35), rect(784, 390, 886, 424, r=4), rect(826, 290, 834, 372), rect(806, 310, 854, 316))
    p.put("#20344a", poly((430, 690), (1290, 690), (1220, 840), (520, 840)), shade=("#0f2133", "down", .6))
    p.put("#b8433c", poly((486, 786), (1246, 786), (1220, 840), (520, 840)))
    p.put("#f6ead6", poly((437, 704), (1283, 704), (1278, 716), (443, 716)))
    p.put("#20344a", *[rect(x, 640, x + 4, 692) for x in range(450, 560, 22)], rect(446, 640, 560, 645), *[rect(x, 640, x + 4, 692) for x in range(1186, 1280, 22)], rect(1182, 640, 1280, 645))
    p.put("#102033", *person(480, 692, 92), *person(525, 692, 84), *person(1226, 692, 90))
    p.put("#e8f0ea", blob((380, 856), (470, 826), (560, 846), (800, 838), (1100, 846), (1240, 824), (1350, 858), (1180, 876), (840, 866), (560, 880)))
    p.put("#163a50", *ripples(p, 880, 1050, 26))
    p.put("#fdf3df", gull(240, 260, 48), gull(340, 200, 34), gull(1230, 190, 40))
    p.put("#f6ead6", blob((943, 296), (930, 240), (860, 220), (800, 170), (900, 150), (1000, 200), (1010, 260), (1000, 296)))
    return p


def school():
    p = Print("#3b4a63", 10)
    p.put("#d8b98a", rect(0, 0, WIDE, 780), shade=("#a87e5d", "up", .6))
    p.put("#6b4a44", rect(110, 110, 950, 600, r=6))
    p.put("#22304c", rect(130, 130, 930, 580), shade=("#50608a", "down", .7))
    p.put("#f4e3ae", *[oval(p.rng.randint(140, 920), p.rng.randint(140, 330), 2.5) for _ in range(24)])
    p.put("#141d33", *[rect(a, b, c, d) for a, b, c, d in ((130, 470, 300, 580), (300, 430, 390, 580), (390, 500, 560, 580), (560, 450, 690, 580), (690, 490, 930, 580))])
    p.put("#f6cf73", rect(330, 460, 350, 486), rect(600, 480, 620, 506), rect(640, 520, 660, 546), rect(180, 510, 200, 530))
    p.put("#f4e3ae", oval(800, 230, 44))
    p.put("#22304c", oval(820, 218, 40))
    p.put("#6b4a44", rect(390, 130, 406, 580), rect(654, 130, 670, 580), rect(130, 336, 930, 350))
    p.put("#2f5a4e", rect(1060, 190, 1560, 560, r=6), shade=("#1f4138", "down", .6))
    p.put("#6b4a44", rect(1050, 556, 1570, 576))
    p.put("#dfe6d4", line((1110, 260), (1300, 260), w=6), line((1110, 310), (1420, 310), w=6), line((1110, 360), (1250, 360), w=6), line((1420, 500), (1500, 360), (1530, 500), (1420, 500), w=5))
    p.put("#f7efe0", oval(1004, 66, 56))
    p.put("#2b2430", ring(1004, 66, 58, 58, 9), line((1004, 66), (978, 80), w=8), line((1004, 66), (968, 44), w=5))
    p.put("#7a5345", rect(0, 770, WIDE, HIGH), shade=("#4b3038", "down", .9))

    def desk(x, y, s, slump, shirt, hair, skin):
        p.put("#4b3038", rect(x - 150 * s, y, x - 134 * s, y + 240 * s), rect(x + 134 * s, y, x + 150 * s, y + 240 * s))
        if slump == 1:    # asleep on folded arms
            p.put(shirt, blob((x - 120 * s, y), (x - 96 * s, y - 70 * s), (x - 20 * s, y - 100 * s), (x + 70 * s, y - 74 * s), (x + 122 * s, y)), shade=("#2b2430", "down", .4))
            p.put(hair, oval(x + 10 * s, y - 92 * s, 58 * s, 50 * s))
            p.put(shirt, blob((x - 130 * s, y), (x - 110 * s, y - 36 * s), (x, y - 46 * s), (x + 110 * s, y - 36 * s), (x + 130 * s, y)))
        elif slump == 2:  # head on a hand
            p.put(shirt, blob((x - 96 * s, y), (x - 88 * s, y - 110 * s), (x, y - 140 * s), (x + 88 * s, y - 110 * s), (x + 96 * s, y)), shade=("#2b2430", "down", .4))
            p.put(skin, rect(x - 16 * s, y - 170 * s, x + 20 * s, y - 120 * s), oval(x + 12 * s, y - 200 * s, 48 * s, 54 * s))
            p.put(hair, pie(x + 12 * s, y - 206 * s, 54 * s, 58 * s, 170, 375))
            p.put(shirt, line((x + 84 * s, y - 10 * s), (x + 70 * s, y - 120 * s), w=34 * s))
            p.put(skin, oval(x + 64 * s, y - 158 * s, 22 * s))
        p.put("#c98d52", rect(x - 172 * s, y, x + 172 * s, y + 26 * s, r=6), shade=("#95602f", "down", .6))
        if slump == 0:
            p.put("#f4ead6", poly((x - 60 * s, y), (x - 50 * s, y - 14 * s), (x + 50 * s, y - 14 * s), (x + 60 * s, y)))

    desk(230, 690, .8, 1, "#b5483c", "#2b2430", "#d9a27c")
    desk(660, 690, .8, 0, "", "", "")
    desk(1090, 690, .8, 2, "#3f7f7a", "#7a3d24", "#e9c29c")
    desk(1480, 690, .8, 1, "#d9a441", "#3a2a2a", "#8a5a41")
    desk(440, 860, 1.15, 2, "#2f5470", "#1f1a20", "#8a5a41")
    desk(1080, 860, 1.15, 1, "#7b3f63", "#c98d52", "#e9c29c")
    return p


def market():
    p = Print("#f3dfb8", 11)
    p.put("#f3dfb8", rect(0, 0, WIDE, 600), shade=("#f0b48a", "up", .6))
    p.put("#d8a283", *skyline(p, 640, 220, 420, (110, 190)), *spire(820, 640, 90, 640))
    p.put("#f3dfb8", oval(820, 330, 26))
    p.put("#8d5a55", *windows(40, 330, 620, 560, 7, 2, .6), *windows(960, 330, 1560, 560, 7, 2, .6))
    p.put("#b58a75", rect(0, 640, WIDE, HIGH), shade=("#7d5654", "down", .8))
    stalls = ((40, 470, "#b23a32"), (570, 450, "#2c6e6a"), (1100, 470, "#d18a2c"))
    fruit = (("#d9512f", "#8fae3d", "#e8b43a"), ("#7b2f4d", "#e07a3a", "#b9c14e"), ("#c7352f", "#f0c04a", "#5f8b45"))
    for (x, w, ink), colours in zip(stalls, fruit):
        p.put("#4a2f33", rect(x + 14, 400, x + 26, 900), rect(x + w - 26, 400, x + w - 14, 900))
        p.put("#3c2a34", rect(x + 26, 500, x + w - 26, 740))
        n = 8
        for i in range(n):
            a, b = x + w * i / n, x + w * (i + 1) / n
            ta, tb = x + 40 + (w - 80) * i / n, x + 40 + (w - 80) * (i + 1) / n
            tone = ink if i % 2 else "#f7ecd6"
            p.put(tone, poly((ta, 330), (tb, 330), (b, 460), (a, 460)), pie((a + b) / 2, 459, (b - a) / 2, 34, 0, 180))
        p.put("#4a2f33", rect(x + 36, 322, x + w - 36, 334))
        mid = x + w / 2
        skin = p.rng.choice(("#e0b48e", "#9a6a4a", "#c98f68"))
        p.put(ink, blob((mid - 80, 740), (mid - 72, 630), (mid, 600), (mid + 72, 630), (mid + 80, 740)))
        p.put(skin, oval(mid, 560, 36, 42), rect(mid - 13, 590, mid + 13, 622))
        p.put("#2b1f28", pie(mid, 552, 40, 42, 180, 360))
        p.put("#8a5a3c", rect(x, 730, x + w, 900), shade=("#5c3730", "down", .7))
        for k in range(3):
            cx0, cx1 = x + 14 + k * (w - 28) / 3, x + 8 + (k + 1) * (w - 28) / 3
            p.put(colours[k], *[oval(cx0 + 22 + i * 25, 738 - 18 * j, 16) for j in range(2) for i in range(int((cx1 - cx0 - 20) // 25))])
            p.put("#c59a63", rect(cx0, 744, cx1, 800, r=3), rect(cx0, 812, cx1, 866, r=3))
    p.put("#2a2030", *person(500, 1000, 380), *person(1060, 1010, 400, 1.1), *person(170, 1040, 360, 1.15))
    p.put("#2a2030", line((1090, 780), (1130, 840), w=20))
    p.put("#c8a878", poly((1096, 846), (1168, 846), (1160, 936), (1104, 936)))
    p.put("#5f8b45", oval(1112, 840, 20, 28), oval(1140, 836, 18, 32))
    p.put("#b23a32", rect(470, 770, 530, 870, r=14))
    return p


def floodwall():
    p = Print("#8fa6ad", 12)
    p.put("#8fa6ad", rect(0, 0, WIDE, HIGH), shade=("#4b6473", "up", .9))
    p.put("#5c7683", blob((-60, 110), (200, 50), (480, 120), (760, 40), (1100, 110), (1400, 50), (1700, 120), (1700, -80), (-60, -80)), shade=("#3b5361", "up", .6))
    p.put("#c9d6d4", *[line((x, y), (x - 16, y + 54), w=2.5) for x, y in ((p.rng.randint(0, 1640), p.rng.randint(-20, 620)) for _ in range(120))])
    x, base = 960, 860
    for ink, w, h in (("#b5523f", 150, 190), ("#dda24d", 130, 150), ("#e7dcc6", 160, 220), ("#7b8f63", 140, 170), ("#93424d", 160, 200)):
        p.put(ink, rect(x, base - h, x + w, base), shade=("#3a3040", "right", .4))
        p.put("#3a3040", poly((x - 8, base - h), (x + w / 2, base - h - 90), (x + w + 8, base - h)))
        p.put("#f8dc8e", *windows(x + 20, base - h + 26, x + w - 20, base - 60, 2, 2, .45))
        x += w
    p.put("#3a3340", rect(860, 856, WIDE, HIGH), shade=("#1f1c2a", "down", .8))
    p.put("#6b5d60", rect(860, 852, WIDE, 872))
    # the river, standing higher than the street
    surface = [(-20, 480)] + curve(*[(i * 82 - 20, 480 + (26 if i % 2 else -26)) for i in range(0, 11)], (860, 470)) + [(860, 1080), (-20, 1080)]
    p.put("#1d5468", poly(*surface), shade=("#0d2b3d", "down", .95))
    crest = curve(*[(i * 82 - 20, 480 + (26 if i % 2 else -26)) for i in range(0, 11)], (860, 470))
    p.put("#dfe9e4", line(*crest, w=9))
    for k, off in ((1, 70), (2, 150), (3, 250)):
        wave = curve(*[(i * 82 + 20 * k - 40, 480 + off + (18 if (i + k) % 2 else -18)) for i in range(0, 11)])
        p.put(("#3d7d8c", "#2f6b7c", "#265c6e")[k - 1], line(*[q for q in wave if q[0] < 790], w=8))
    p.put("#c9c3b4", poly((800, 360), (900, 360), (930, 1080), (780, 1080)), shade=("#8b857c", "right", .9))
    p.put("#e3dece", rect(784, 336, 916, 372, r=4))
    p.put("#8b857c", *[line((796 - i * 2.6, 470 + i * 110), (904 + i * 4, 470 + i * 110), w=3) for i in range(5)])
    p.put("#b5352c", *[rect(806, y, 806 + (46 if k % 5 == 0 else 24), y + 7) for k, y in enumerate(range(400, 1040, 26))])
    p.put("#141824", *person(860, 338, 150), line((872, 258), (912, 232), w=9))
    p.put("#f8dc8e", oval(916, 228, 8))
    p.glow("#f8dc8e", 916, 228, 130, .55)
    p.put("#141824", *person(1180, 960, 150), *person(1232, 964, 100))
    return p


def ballot():
    p = Print("#e9ddc7", 13)
    p.put("#e9ddc7", rect(0, 0, WIDE, HIGH), shade=("#d8b99a", "down", .6))
    p.put("#3c7a78", oval(800, 520, 470), shade=("#255a5c", "down", .7))
    p.put("#c69d74", rect(0, 880, WIDE, HIGH), shade=("#8f6649", "down", .8))
    p.put("#f2e9d8", poly((480, 560), (1000, 560), (1000, 960), (480, 960)), shade=("#d9cbb2", "down", .6))
    p.put("#cdbd9f", poly((1000, 560), (1130, 500), (1130, 890), (1000, 960)), shade=("#a08d70", "down", .7))
    p.put("#fbf5e8", poly((480, 560), (610, 500), (1130, 500), (1000, 560)))
    p.put("#2b2a38", poly((640, 540), (690, 518), (970, 518), (920, 540)))
    p.put("#b33c31", rect(640, 690, 840, 830, r=6))
    p.put("#fbf5e8", line((690, 762), (728, 800), (796, 718), w=18))
    p.put("#fffaf0", poly((690, 300), (950, 260), (980, 500), (912, 532), (716, 532)))
    p.put("#2c5566", line((736, 360), (900, 336), w=9), line((742, 402), (870, 384), w=9), line((748, 444), (908, 420), w=9))
    p.put("#b33c31", ring(928, 330, 18, 18, 5))
    # the hand
    p.put("#c98b63", blob((840, 250), (900, 190), (1010, 150), (1120, 130), (1170, 210), (1130, 300), (1020, 330), (930, 330), (880, 318)), shade=("#a4673f", "down", .6))
    p.put("#c98b63", line(*curve((1000, 290), (930, 330), (886, 372)), w=50), line(*curve((960, 220), (870, 268), (830, 330)), w=46))
    p.put("#a4673f", line(*curve((1000, 262), (940, 290), (884, 330)), w=5))
    p.put("#f2e9d8", poly((1110, 96), (1180, 70), (1250, 260), (1170, 300)))
    p.put("#8c3340", poly((1160, 60), (1640, -120), (1640, 210), (1240, 300)), shade=("#5e1f30", "down", .7))
    for x, y, n in ((180, 900, 3), (290, 930, 5), (1310, 910, 4), (1430, 940, 2)):
        for k in range(n):
            p.put("#b9812f", oval(x, y - k * 26 + 8, 56, 22), rect(x - 56, y - k * 26 - 6, x + 56, y - k * 26 + 8))
            p.put("#ecc262", oval(x, y - k * 26 - 6, 56, 22))
            p.put("#b9812f", ring(x, y - k * 26 - 6, 38, 14, 4))
    return p


def night():
    p = Print("#141a36", 14)
    p.put("#1a2145", rect(0, 0, WIDE, HIGH), shade=("#3b2f5e", "down", .8))
    p.put("#efe3bf", oval(1240, 170, 74))
    p.put("#1a2145", oval(1272, 152, 66))
    p.put("#efe3bf", *[oval(p.rng.randint(480, 1600), p.rng.randint(0, 300), p.rng.choice((2, 2, 3))) for _ in range(40)])
    p.put("#251f45", *skyline(p, 800, 200, 420, (80, 150), 700))
    p.put("#f1b75a", *[rect(x, y, x + 14, y + 20) for x, y in ((960, 560), (1080, 610), (1190, 520), (1330, 640), (1420, 560), (1530, 600))])
    p.put("#4a2746", rect(0, 60, 760, 860), shade=("#2b1935", "down", .7))
    p.put("#2b1935", rect(0, 60, 776, 84), rect(0, 470, 776, 486))
    for i, x in enumerate((70, 250, 430, 610)):
        for j, y in enumerate((130, 300)):
            lit = (i, j) == (2, 1)
            p.put("#f6cf73" if lit else "#1b1530", rect(x, y, x + 96, y + 130))
            p.put("#2b1935", rect(x + 45, y, x + 51, y + 130), rect(x, y + 62, x + 96, y + 68), rect(x - 10, y + 130, x + 106, y + 142))
    p.put("#1b1530", oval(482, 372, 18), blob((452, 430), (458, 404), (482, 392), (506, 404), (512, 430)))
    # the bar below
    p.put("#f0a23e", rect(50, 540, 540, 830), shade=("#d8662e", "down", .7))
    p.put("#f7d684", rect(590, 540, 720, 860), shade=("#e69a3f", "down", .6))
    p.put("#7d2f35", *[rect(70 + i * 58, 600, 92 + i * 58, 640, r=4) for i in range(8)], rect(50, 640, 540, 650))
    p.put("#2b1530", *[a for x, h in ((120, 200), (200, 185), (340, 205), (430, 190), (490, 200)) for a in person(x, 860, h)])
    p.put("#2b1935", rect(288, 540, 298, 830), rect(40, 826, 550, 862))
    for i in range(9):
        p.put("#c9443a" if i % 2 else "#f4e5c8", poly((30 + i * 80, 486), (110 + i * 80, 486), (120 + i * 80, 550), (30 + i * 80, 550)) if i < 9 else rect(0, 0, 1, 1))
    p.put("#2a2340", rect(0, 856, WIDE, HIGH), shade=("#141027", "down", .8))
    p.put("#e69a3f", poly((590, 860), (720, 860), (900, 1067), (520, 1067)), shade=("#2a2340", "down", 1))
    p.put("#120e20", *person(690, 940, 250), *person(900, 960, 250, 1.1), *person(972, 962, 236), *person(1180, 930, 215))
    p.put("#120e20", rect(1394, 380, 1408, 960), line((1401, 388), (1401, 360), (1330, 360), w=9))
    p.glow("#f6cf73", 1326, 392, 260, .6)
    p.put("#f6cf73", pie(1326, 376, 30, 40, 0, 180))
    p.put("#6b4a4a", oval(1326, 965, 150, 26), shade=("#e69a3f", "down", .6))
    notes = ((780, 640, 1), (850, 560, .8), (790, 470, .7), (880, 420, .6))
    for x, y, s in notes:
        p.put("#f4e5c8", oval(x, y, 17 * s, 13 * s), rect(x + 11 * s, y - 66 * s, x + 17 * s, y), poly((x + 11 * s, y - 66 * s), (x + 44 * s, y - 46 * s), (x + 44 * s, y - 28 * s), (x + 11 * s, y - 46 * s)))
    return p


def winterlane():
    p = Print("#cfd8e6", 15)
    p.put("#cfd8e6", rect(0, 0, WIDE, 600), shade=("#f1cdb8", "down", .8))
    p.put("#f6efe2", oval(1180, 420, 90))
    p.put("#aab6cc", *skyline(p, 620, 80, 230, (60, 130)), *spire(300, 620, 60, 390))
    p.put("#eef1f3", rect(0, 612, WIDE, HIGH), shade=("#b7c4d8", "down", .7))
    p.put("#3d4a66", poly((1060, 620), (1120, 620), (820, HIGH), (60, HIGH)), shade=("#27324c", "down", .6))
    p.put("#f2f2ee", *[poly((1090 - t * 1.46 - w, 620 + t), (1090 - t * 1.46 + w, 620 + t), (1090 - (t + l) * 1.46 + w * 1.4, 620 + t + l), (1090 - (t + l) * 1.46 - w * 1.4, 620 + t + l))
                       for t, l, w in ((20, 20, 2), (66, 30, 4), (130, 44, 6), (220, 66, 9), (345, 70, 13))])
    p.put("#d7deea", blob((-60, 1000), (100, 880), (380, 800), (700, 700), (1020, 626), (1064, 622), (820, 770), (500, 900), (200, 1010), (40, 1090), (-60, 1090)), shade=("#a9b7cf", "down", .6))
    p.put("#ffffff", blob((900, 1090), (960, 930), (1100, 760), (1130, 640), (1240, 660), (1700, 760), (1700, 1090)), shade=("#c3cede", "down", .6))

    def bare(x, foot, s):
        def branch(x0, y0, a, length, w):
            x1, y1 = x0 + length * math.cos(a), y0 - length * math.sin(a)
            areas = [line((x0, y0), (x1, y1), w=w)]
            if length > 26 * s:
                for turn in (-.5, .42, p.rng.uniform(-.12, .12)):
                    areas += branch(x1, y1, a + turn + p.rng.uniform(-.1, .1), length * p.rng.uniform(.6, .74), w * .64)
            return areas
        p.put("#3a3042", *branch(x, foot, math.pi / 2, 150 * s, 17 * s))

    bare(1420, 800, 1.15)
    bare(190, 720, .8)
    bare(1260, 690, .5)
    # the rider
    x, y, ink = 620, 840, "#1e2438"
    p.put(ink, ring(x - 118, y, 88, 88, 9), ring(x + 128, y, 88, 88, 9), line((x - 118, y), (x - 40, y - 140), (x + 96, y - 150), (x + 10, y - 4), (x - 40, y - 140), w=11),
          line((x - 118, y), (x + 10, y - 4), w=10), line((x + 128, y), (x + 88, y - 196), (x + 112, y - 206), w=11), line((x - 48, y - 160), (x - 70, y - 162), (x - 22, y - 164), w=13),
          *[line((x - 118 if k < 4 else x + 128, y), ((x - 118 if k < 4 else x + 128) + 84 * math.cos(k * .785), y + 84 * math.sin(k * .785)), w=2.5) for k in range(8)])
    p.put("#2f3a5c", line(*curve((x - 38, y - 178), (x + 62, y - 120), (x + 22, y - 4)), w=40), line((x + 22, y), (x + 60, y + 4), w=22))
    p.put("#e2572f", blob((x - 76, y - 176), (x - 52, y - 300), (x + 20, y - 360), (x + 76, y - 330), (x + 40, y - 260), (x + 6, y - 166), (x - 34, y - 156)), shade=("#a8341f", "left", .7))
    p.put("#e2572f", line(*curve((x + 36, y - 318), (x + 66, y - 250), (x + 112, y - 214)), w=34))
    p.put("#1e2438", oval(x + 112, y - 210, 19))
    p.put("#d59d78", oval(x + 78, y - 386, 38, 42))
    p.put("#2f6f7c", pie(x + 76, y - 394, 44, 46, 170, 360), rect(x + 32, y - 400, x + 124, y - 386, r=6), oval(x + 74, y - 440, 11))
    p.put("#f1c24c", line(*curve((x + 52, y - 346), (x + 10, y - 340), (x - 60, y - 356), (x - 120, y - 336)), w=22))
    p.put("#ffe9a8", oval(x + 118, y - 168, 12))
    p.glow("#fff3cf", x + 190, y - 150, 150, .5)
    p.put("#ffffff", *[oval(p.rng.randint(0, WIDE), p.rng.randint(0, 1060), p.rng.choice((3, 4, 5, 7))) for _ in range(170)])
    return p


def archive():
    p = Print("#2a2420", 16)
    p.put("#2f2a2c", rect(0, 0, WIDE, HIGH), shade=("#17141a", "up", .8))
    boxes = ("#b9925f", "#a67c4c", "#c9a877", "#8e6a48", "#7d8a70", "#a4574a")
    for side in (0, 1):
        for col in range(2):
            x0 = (30 if side == 0 else 960) + col * 310
            x1 = x0 + 296
            p.put("#4a3b34", rect(x0, 60, x1, 960))
            for row in range(6):
                y = 190 + row * 148
                p.put("#1f1a1c", rect(x0 + 12, y - 118, x1 - 12, y))
                k = x0 + 16
                while k < x1 - 60:
                    w = p.rng.choice((44, 52, 66))
                    if p.rng.random() < .88 and k + w < x1 - 14:
                        h = p.rng.choice((84, 92, 100))
                        p.put(p.rng.choice(boxes), rect(k, y - h, k + w, y), shade=("#3b2a24", "down", .5))
                        p.put("#f1e6cc", rect(k + 8, y - h + 18, k + w - 8, y - h + 40))
                        p.put("#3b2a24", oval(k + w / 2, y - 24, 6))
                    k += w + 4
                p.put("#6b564a", rect(x0, y, x1, y + 12))
    light = Image.new("L", p.big, 0)
    ImageDraw.Draw(light).polygon(_big(((770, 210), (830, 210), (1220, HIGH), (380, HIGH))), fill=70)
    p.image.paste("#f3cf7c", mask=light)
    p.put("#6b5546", rect(0, 960, WIDE, HIGH), shade=("#2c2326", "down", .7))
    p.put("#c99f58", oval(800, 1010, 430, 60), shade=("#6b5546", "down", .6))
    p.put("#131114", rect(797, 0, 803, 150))
    p.put("#2f6a62", poly((770, 150), (830, 150), (880, 214), (720, 214)), shade=("#1b413d", "right", .6))
    p.put("#fff0bd", pie(800, 210, 46, 40, 0, 180))
    p.glow("#fff0bd", 800, 240, 210, .55)
    p.put("#7a5a3f", rect(610, 760, 990, 784, r=4), rect(636, 784, 654, 1000), rect(946, 784, 964, 1000), shade=("#4c3527", "down", .6))
    p.put("#f4ead2", poly((690, 760), (700, 742), (796, 748), (800, 760)), poly((800, 760), (804, 748), (900, 742), (910, 760)))
    p.put("#c9a877", rect(908, 700, 976, 760))
    p.put("#8e6a48", rect(902, 690, 982, 704))
    p.put("#93424d", blob((700, 742), (706, 620), (790, 580), (874, 620), (884, 742), (790, 752)), shade=("#5e2733", "down", .6))
    p.put("#d9a880", oval(790, 520, 50, 58), rect(772, 560, 808, 600))
    p.put("#c9c4bd", pie(790, 512, 56, 60, 180, 360), oval(790, 448, 26, 22), rect(734, 500, 750, 540, r=8), rect(830, 500, 846, 540, r=8))
    p.put("#d9a880", oval(716, 740, 18, 12), oval(868, 740, 18, 12))
    p.put("#c5893f", line((1330, 300), (1270, 1010), w=12), line((1430, 300), (1390, 1010), w=12), *[line((1330 - (y - 300) * .0845, y), (1430 - (y - 300) * .0563, y), w=9) for y in range(350, 1000, 76)])
    return p


def counter():
    p = Print("#e6d9c3", 17)
    p.put("#2f5563", rect(0, 0, WIDE, HIGH), shade=("#1d3a48", "down", .7))
    p.put("#244654", *[rect(x, 0, x + 3, 800) for x in range(60, WIDE, 120)])
    p.put("#f1e4c8", *arched(430, 130, 1170, 820))
    p.put("#d7b98d", *arched(470, 170, 1130, 820), shade=("#b78d5e", "down", .6))
    p.put("#f1e4c8", oval(800, 90, 74))
    p.put("#b23b31", oval(800, 90, 62))
    p.put("#f9f2e2", *digit(7, 800, 90, 62, 12))
    # the clerk
    p.put("#35506e", blob((600, 830), (620, 610), (800, 560), (980, 610), (1000, 830)), shade=("#22344c", "down", .6))
    p.put("#f4efe4", poly((760, 572), (840, 572), (800, 660)))
    p.put("#e3b48d", rect(770, 500, 830, 584), oval(800, 440, 84, 98))
    p.put("#c58f67", rect(770, 528, 830, 552))
    p.put("#7a3d24", blob((706, 440), (704, 360), (760, 312), (850, 312), (900, 370), (894, 440), (868, 392), (800, 376), (736, 398)), oval(800, 300, 44, 36))
    p.put("#2b2430", ring(764, 440, 30, 26, 5), ring(836, 440, 30, 26, 5), line((792, 436), (808, 436), w=5))
    p.put("#8a5a3c", rect(330, 800, 1270, 860, r=6), shade=("#5e3a2c", "down", .6))
    p.put("#6f4634", rect(360, 860, 1240, HIGH), shade=("#41282a", "down", .8))
    p.put("#f9f2e2", poly((690, 800), (716, 770), (900, 770), (926, 800)))
    p.put("#b23b31", line((740, 786), (860, 786), w=4))
    # the people who wait, from behind
    for x, s, coat, hair in ((250, 1.0, "#a8442f", "#d5a95c"), (1340, 1.05, "#55703f", "#241c22")):
        p.put(coat, blob((x - 230 * s, 1120), (x - 190 * s, 830), (x, 760), (x + 190 * s, 830), (x + 230 * s, 1120)), shade=("#2a2028", "down", .5))
        p.put("#d9a880" if x < 800 else "#8a5a41", rect(x - 36, 690, x + 36, 790), oval(x, 620, 92 * s, 108 * s))
        p.put(hair, oval(x, 600, 104 * s, 112 * s))
    braid = [oval(250 + (8 if k % 2 else -8), 690 + k * 30, 30 - k * 1.4, 24) for k in range(8)]
    p.put("#c18f45", *braid)
    p.put("#b23b31", rect(232, 916, 268, 936, r=6))
    # two bubbles that do not meet
    p.put("#f0b443", oval(240, 250, 200, 130), poly((250, 350), (330, 470), (360, 320)), shade=("#d18a2c", "down", .5))
    p.put("#86b5b0", oval(1350, 240, 205, 130), poly((1230, 320), (1140, 430), (1320, 356)), shade=("#5a918f", "down", .5))
    p.put("#2b2430", *[line(*curve(*[(x0 + k * 26, y + (9 if k % 2 else -9)) for k in range(n)]), w=9) for x0, y, n in ((120, 200, 10), (110, 250, 11), (140, 300, 7))])
    p.put("#1d3a48", *[rect(x, y, x + w, y + 12) for y, parts in ((194, ((1220, 60), (1296, 110), (1424, 70))), (238, ((1200, 120), (1338, 50), (1406, 96))), (282, ((1240, 90), (1348, 104)))) for x, w in parts])
    return p


def canteen():
    p = Print("#7fb0a8", 18)
    p.put("#7fb0a8", rect(0, 0, WIDE, HIGH), shade=("#568d88", "down", .6))
    p.put("#6ba099", *[rect(x, 0, x + 60, HIGH) for x in range(0, WIDE, 160)])
    p.put("#2f5f5f", rect(196, 146, 1436, 966, r=70))
    p.put("#e5ae4c", rect(180, 120, 1420, 940, r=70), shade=("#c9832f", "down", .6))
    p.put("#d69a3b", rect(214, 154, 1386, 906, r=46))
    p.put("#a9691f", oval(656, 566, 280))
    p.put("#f8f2e4", oval(650, 550, 280), shade=("#dccfb6", "right", .5))
    p.put("#e9dfca", ring(650, 550, 214, 214, 6))
    p.put("#c9543a", blob((490, 560), (480, 450), (570, 380), (690, 390), (720, 470), (660, 560), (580, 600)), shade=("#8e3328", "down", .6))
    p.put("#f0c25a", *[oval(520 + p.rng.randint(0, 170), 430 + p.rng.randint(0, 120), 17, 15) for _ in range(11)])
    p.put("#5f8b45", *[blob((700 + a, 600 + b), (740 + a, 560 + b), (780 + a, 600 + b), (740 + a, 640 + b)) for a, b in ((0, 0), (50, -50), (-50, 50), (30, 60), (60, 10))], shade=("#3b6632", "down", .6))
    p.put("#f4e3b4", blob((500, 640), (570, 610), (640, 640), (660, 710), (590, 750), (510, 720)), shade=("#d9bd7d", "down", .6))
    p.put("#a9691f", oval(1124, 370, 170))
    p.put("#f8f2e4", oval(1120, 356, 170))
    p.put("#b5402f", oval(1120, 356, 132), shade=("#842420", "down", .5))
    p.put("#f6e9cf", *curve_swirl(1120, 356, 70))
    p.put("#6d9a4d", *[oval(1120 + dx, 356 + dy, 9, 6) for dx, dy in ((-40, -60), (50, -40), (70, 30), (-70, 20), (-20, 80), (30, 70))])
    p.put("#a9691f", oval(1010, 740, 90))
    p.put("#b7372d", blob((930, 730), (950, 660), (1000, 668), (1050, 656), (1092, 700), (1080, 790), (1010, 824), (950, 796)), shade=("#7d1f22", "right", .6))
    p.put("#3b2b24", line((1004, 672), (1016, 624), w=9))
    p.put("#6d9a4d", blob((1016, 640), (1050, 600), (1094, 606), (1060, 644)))
    p.put("#8a5528", blob((1160, 640), (1250, 596), (1340, 640), (1352, 740), (1310, 830), (1200, 830), (1150, 740)), shade=("#5c3218", "right", .5))
    p.put("#e9c88e", blob((1182, 656), (1250, 622), (1318, 656), (1328, 740), (1294, 806), (1212, 806), (1174, 740)), shade=("#d0a35f", "down", .5))
    p.put("#eef0ee", rect(276, 330, 288, 800, r=6), rect(258, 330, 264, 430, r=3), rect(279, 330, 285, 430, r=3), rect(300, 330, 306, 430, r=3), rect(258, 420, 306, 450, r=12))
    p.put("#c9d2d0", rect(276, 470, 288, 800, r=6))
    # a small hand reaching in
    p.put("#8c5a3f", blob((1420, 1010), (1330, 930), (1290, 880), (1310, 866), (1360, 896), (1330, 846), (1346, 832), (1394, 884), (1384, 836), (1404, 832), (1436, 890), (1440, 852), (1460, 856), (1480, 930), (1540, 1000), (1480, 1060)), shade=("#6b3f2c", "down", .4))
    p.put("#35506e", poly((1410, 1010), (1540, 940), (1680, 1080), (1480, 1120)), shade=("#22344c", "down", .6))
    return p


def curve_swirl(cx, cy, r):
    path = [(cx + r * (1 - t / 60) * math.cos(t * .22), cy + r * (1 - t / 60) * math.sin(t * .22)) for t in range(46)]
    return [line(*path, w=9)]


def speed():
    p = Print("#f0e2c0", 19)
    p.put("#f0e2c0", rect(0, 0, WIDE, 560), shade=("#a9cbd0", "up", .8))
    p.put("#8fb3b5", *skyline(p, 560, 60, 200, (50, 110)), *spire(600, 560, 56, 340))
    p.put("#4f8f9d", rect(0, 550, WIDE, 700), shade=("#2f6c7d", "down", .6))
    p.put("#cfe0da", *ripples(p, 566, 680, 36))
    p.put("#d9c8a6", rect(0, 676, WIDE, 770), shade=("#b59d79", "down", .5))
    p.put("#8a6a5a", rect(0, 640, WIDE, 652), *[rect(x, 640, x + 8, 700) for x in range(10, WIDE, 74)])
    p.put("#51505f", rect(0, 760, WIDE, HIGH), shade=("#34334a", "down", .8))
    p.put("#f3ead6", *[rect(x, 906, x + 110, 918) for x in range(-30, 640, 220)])
    p.put("#f3ead6", *[poly((880 + i * 90, 770), (930 + i * 90, 770), (910 + i * 110, HIGH), (840 + i * 110, HIGH)) for i in range(5)])
    # the car
    p.put("#c7432f", blob((90, 890), (84, 830), (120, 796), (200, 780), (280, 700), (420, 690), (510, 710), (580, 786), (680, 806), (704, 850), (700, 894), (400, 900)), shade=("#8c2a26", "down", .7))
    p.put("#23304a", poly((240, 782), (300, 722), (384, 714), (384, 782)), poly((404, 714), (480, 722), (540, 784), (404, 782)))
    p.put("#1b1b29", oval(220, 894, 60), oval(570, 894, 60))
    p.put("#b9b6b8", oval(220, 894, 26), oval(570, 894, 26))
    p.put("#fbe6a6", oval(690, 836, 13))
    p.put("#f3ead6", *[rect(-10, y, x, y + 6, r=3) for y, x in ((760, 50), (800, 66), (846, 48), (880, 70))])
    # who crosses
    p.put("#22233a", *person(1010, 960, 300), *person(1092, 962, 180, 1.1), line((1034, 790), (1072, 830), w=14))
    p.put("#e0a13a", rect(1072, 836, 1112, 884, r=10))
    # the sign
    p.put("#33324a", rect(1375, 260, 1393, 830))
    p.put("#c7332c", oval(1384, 250, 190))
    p.put("#fbf5e6", oval(1384, 250, 142))
    p.put("#22233a", *digit(3, 1330, 250, 130, 26), *digit(0, 1432, 250, 130, 26))
    return p


def dog():
    p = Print("#f2d8a7", 20)
    p.put("#7a3146", rect(0, 0, WIDE, 860), shade=("#4c1d33", "up", .8))
    p.put("#8f3f52", *[blob((x, -20), (x + 50, -20), (x + 66, 430), (x + 40, 880), (x + 2, 880), (x - 14, 430)) for x in range(20, WIDE, 150)])
    p.put("#c39a63", rect(0, 850, WIDE, HIGH), shade=("#8d6238", "down", .8))
    p.put("#f2d8a7", rect(120, 120, 520, 400, r=6))
    p.put("#7a3146", *[oval(220 + dx, 270 + dy, r, r * 1.15) for dx, dy, r in ((0, 20, 34), (-42, -20, 15), (-15, -46, 15), (19, -46, 15), (45, -18, 15))])
    p.put("#7a3146", rect(310, 220, 470, 234), rect(310, 260, 440, 274), rect(310, 300, 460, 314))
    # the member for the dog park
    p.put("#d49a52", blob((640, 900), (620, 700), (690, 560), (800, 520), (910, 560), (980, 700), (960, 900)), shade=("#9a6430", "down", .6))
    p.put("#f6e6c8", blob((730, 640), (800, 570), (870, 640), (860, 800), (800, 850), (740, 800)))
    p.put("#d49a52", oval(800, 400, 150, 142), shade=("#b57b3a", "down", .5))
    p.put("#7b4a26", blob((668, 330), (600, 300), (570, 390), (590, 500), (640, 520), (676, 430)), blob((932, 330), (1000, 300), (1030, 390), (1010, 500), (960, 520), (924, 430)))
    p.put("#f6e6c8", oval(800, 466, 84, 66), rect(778, 270, 822, 430, r=20))
    p.put("#2a1d22", oval(800, 430, 34, 23), line((800, 450), (800, 490), w=6), line(*curve((756, 492), (778, 506), (800, 490), (822, 506), (844, 492)), w=6), oval(738, 374, 14), oval(862, 374, 14))
    p.put("#f7eedc", oval(742, 369, 4), oval(866, 369, 4))
    p.put("#2f5f72", poly((770, 556), (830, 556), (818, 600), (846, 740), (800, 790), (754, 740), (782, 600)), shade=("#1d4152", "down", .6))
    p.put("#f2d8a7", *[line((768 + k * 2, 650 + k * 34), (834 - k * 3, 626 + k * 34), w=6) for k in range(4)])
    # lectern and microphones
    p.put("#6b4328", poly((500, 760), (1100, 760), (1040, 1080), (560, 1080)), shade=("#43271c", "down", .7))
    p.put("#8a5a36", rect(470, 730, 1130, 776, r=8))
    p.put("#f2d8a7", oval(800, 900, 78), )
    p.put("#6b4328", rect(756, 888, 844, 912, r=8), *[oval(800 + dx, 900 + dy, 17) for dx, dy in ((-46, -14), (-46, 14), (46, -14), (46, 14))])
    p.put("#d49a52", oval(640, 726, 52, 30), oval(960, 726, 52, 30))
    p.put("#9a6430", *[line((x + k, 728), (x + k, 744), w=4) for x in (640, 960) for k in (-14, 8)])
    for x0, x1 in ((560, 690), (1040, 910)):
        p.put("#241c24", line(*curve((x0, 732), (x0 + (x1 - x0) * .3, 640), (x1, 570)), w=8))
        p.put("#241c24", oval(x1, 560, 22, 28))
    p.put("#241c24", *[a for x in (150, 330, 1240, 1430) for a in (oval(x, 960, 58, 66), blob((x - 110, 1100), (x - 90, 1030), (x, 1000), (x + 90, 1030), (x + 110, 1100)))])
    p.put("#241c24", poly((110, 930), (92, 860), (150, 906)), poly((190, 930), (208, 860), (150, 906)), poly((1390, 930), (1372, 860), (1430, 906)), poly((1470, 930), (1488, 860), (1430, 906)))
    return p


def keys():
    p = Print("#efe3cf", 21)
    p.put("#c5574a", rect(0, 0, WIDE, HIGH), shade=("#97353a", "down", .7))
    p.put("#b94a42", *[rect(0, y, WIDE, y + 5) for y in range(70, HIGH, 110)])
    p.put("#8a2d33", poly((264, 160), (1044, 110), (1124, 1010), (344, 1040)))
    p.put("#f5ecd9", poly((240, 130), (1020, 80), (1100, 980), (320, 1010)), shade=("#dccdb0", "down", .5))

    def ruled(y, a, b):
        return line((240 + (y - 130) * .09 + a, y - a * .064), (240 + (y - 130) * .09 + b, y - b * .064), w=8)
    p.put("#5f6a74", *[ruled(y, 90, b) for y, b in ((320, 690), (370, 660), (420, 690), (470, 520), (570, 690), (620, 640), (670, 680), (720, 400))])
    p.put("#2f4858", ruled(220, 90, 480), ruled(240, 90, 480))
    p.put("#2f4858", line(*curve((420, 890), (460, 830), (480, 900), (520, 840), (540, 890), (600, 850), (660, 880)), w=6))
    p.put("#5f6a74", ruled(916, 90, 400))
    # a key with a house for a bow
    p.put("#7d2a30", poly((1016, 330), (1210, 190), (1404, 330), (1404, 560), (1016, 560)), rect(1190, 560, 1246, 960), rect(1246, 830, 1330, 872), rect(1246, 910, 1306, 950))
    p.put("#e8b24a", poly((990, 300), (1184, 160), (1378, 300), (1378, 530), (990, 530)), rect(1156, 520, 1212, 930), rect(1212, 800, 1300, 842), rect(1212, 880, 1276, 920), shade=("#bb7f28", "right", .6))
    p.put("#c5574a", oval(1184, 260, 30))
    p.put("#7a4f1c", rect(1048, 340, 1128, 420), rect(1240, 340, 1320, 420), *arched(1148, 400, 1220, 530))
    p.put("#f6d98f", rect(1048, 340, 1084, 376), rect(1240, 340, 1276, 376))
    p.put("#2f4858", ring(1184, 130, 104, 104, 13))
    p.put("#e8b24a", rect(1168, 216, 1200, 240))
    return p


def oldrails():
    p = Print("#dcd9b8", 22)
    p.put("#dcd9b8", rect(0, 0, WIDE, 560), shade=("#e6b98f", "down", .7))
    p.put("#b8ae93", *skyline(p, 560, 50, 180, (70, 140)), rect(1180, 200, 1230, 560))
    p.put("#8a8f72", blob((-80, 600), (240, 500), (620, 540), (1000, 500), (1320, 540), (1700, 500), (1700, 720), (-80, 720)))
    p.put("#7b8b57", rect(0, 600, WIDE, HIGH), shade=("#4d6440", "down", .8))
    p.put("#9a8468", poly((770, 600), (830, 600), (1300, HIGH), (300, HIGH)), shade=("#6d5a4c", "down", .7))
    y = 612.0
    while y < HIGH + 40:
        t = (y - 600) / 467
        p.put("#5a4438", poly((800 - 40 - 380 * t, y), (800 + 40 + 380 * t, y), (800 + 44 + 400 * t, y + 6 + 22 * t), (800 - 44 - 400 * t, y + 6 + 22 * t)))
        y += 14 + 62 * t
    p.put("#8d5138", poly((778, 600), (782, 600), (560, HIGH), (520, HIGH)), poly((818, 600), (822, 600), (1080, HIGH), (1040, HIGH)))
    p.put("#c9805a", poly((779, 600), (780, 600), (534, HIGH), (524, HIGH)), poly((819, 600), (820, 600), (1054, HIGH), (1044, HIGH)))
    blades = []
    for _ in range(420):
        gy = p.rng.uniform(660, 1090)
        t = (gy - 600) / 467
        gx = p.rng.uniform(-20, WIDE + 20) if p.rng.random() < .72 else 800 + p.rng.uniform(-380, 380) * t
        h = (20 + 70 * t) * p.rng.uniform(.6, 1.3)
        blades.append(poly((gx - 5 * t - 2, gy), (gx + p.rng.uniform(-22, 22) * t, gy - h), (gx + 5 * t + 2, gy)))
    p.put("#3f5a37", *blades[:200])
    p.put("#a3a95f", *blades[200:300])
    p.put("#5f7d47", *blades[300:])
    for _ in range(46):
        gy = p.rng.uniform(760, 1050)
        gx = p.rng.uniform(0, WIDE)
        p.put(p.rng.choice(("#d9553c", "#f4ecd6", "#e8b24a")), oval(gx, gy, 5 + 9 * (gy - 760) / 290))
    p.put("#4a3a3a", rect(330, 190, 346, 800), line((338, 210), (560, 196), w=7), line((338, 270), (450, 204), w=5))
    p.put("#4a3a3a", line(*curve((540, 198), (560, 260), (548, 330), (570, 380)), w=4))
    p.put("#4a3a3a", rect(1240, 420, 1254, 830))
    p.put("#2f5d73", rect(1140, 300, 1354, 440, r=10), shade=("#1d3f52", "down", .6))
    p.put("#f4ecd6", rect(1174, 340, 1230, 400, r=8), rect(1250, 348, 1320, 358), rect(1250, 378, 1300, 388))
    p.put("#2f5d73", *[rect(1184 + k * 19, 352, 1196 + k * 19, 372) for k in range(2)])
    p.put("#4a3a3a", gull(820, 250, 34), gull(900, 210, 24))
    return p


def pitch():
    p = Print("#f0b27a", 23)
    p.put("#f0b27a", rect(0, 0, WIDE, 640), shade=("#6a5a86", "up", .9))
    p.put("#fbe3b0", oval(1150, 520, 120))
    p.put("#8a6680", *skyline(p, 645, 90, 215, (60, 120)))
    # the depot: a saw-tooth roof and three doors
    p.put("#4a3f5e", rect(60, 440, 980, 650), *[poly((x, 442), (x, 350), (x + 184, 442)) for x in range(60, 980, 184)])
    p.put("#d9b98c", *[poly((x + 10, 432), (x + 10, 372), (x + 70, 402), (x + 70, 432)) for x in range(60, 980, 184)])
    for i, x in enumerate((130, 420, 710)):
        p.put("#2a2440", rect(x, 490, x + 200, 650))
        if i != 1:
            p.put("#b23a32", rect(x + 34, 512, x + 166, 650, r=18), shade=("#7d2328", "down", .6))
            p.put("#2a3a50", rect(x + 48, 530, x + 152, 586, r=8))
            p.put("#f9dd92", oval(x + 60, 622, 10), oval(x + 140, 622, 10))
    p.put("#b98a6a", rect(0, 640, WIDE, HIGH), shade=("#7a5560", "down", .8))
    p.put("#d3a884", *[oval(p.rng.randint(0, WIDE), p.rng.randint(660, 1060), p.rng.randint(4, 16), p.rng.randint(2, 4)) for _ in range(170)])
    p.put("#5d4356", *[oval(p.rng.randint(0, WIDE), p.rng.randint(660, 1060), p.rng.randint(4, 14), p.rng.randint(2, 4)) for _ in range(110)])
    p.put("#7f93a8", blob((240, 930), (340, 900), (500, 910), (560, 940), (440, 965), (300, 960)))
    p.put("#f5e4c6", line((0, 760), (1600, 730), w=5))
    p.put("#2a2440", *[line((x, 560), (x, 690), w=4) for x in range(1010, 1600, 84)], line((1010, 575), (1600, 575), w=3), line((1010, 620), (1600, 620), w=3))
    # a goal with half a net
    p.put("#e8dccb", *[line((1130 + i * 44, 640), (1170 + i * 34, 860), w=2) for i in range(9)], *[line((1136 + k * 8, 660 + k * 40), (1500 - k * 8, 660 + k * 40), w=2) for k in range(5)])
    p.put("#fbf5e6", line((1100, 900), (1100, 620), (1530, 620), (1530, 900), w=15))
    p.put("#2a2440", rect(262, 130, 274, 760))
    p.put("#2a2440", rect(216, 110, 320, 150, r=6))
    p.put("#fff0bd", oval(242, 132, 15), oval(292, 132, 15))
    p.glow("#fff0bd", 268, 140, 230, .55)
    for x, foot, h, shirt, lean in ((1320, 896, 210, "#2f6f7a", -6), (760, 960, 240, "#c8452f", 14), (930, 850, 190, "#c8452f", 8), (420, 830, 180, "#2f6f7a", 6)):
        p.put("#1f1a30", *person(x, foot, h, 1.1, lean))
        w, top = h * .15, foot - h * .81
        p.put(shirt, blob((x + lean - w * .6, top + h * .03), (x + lean, top), (x + lean + w * .6, top + h * .03), (x + w, foot - h * .44), (x, foot - h * .42), (x - w, foot - h * .44)))
    p.put("#1f1a30", line((1290, 760), (1230, 720), w=14), line((1340, 760), (1400, 716), w=14))
    p.put("#fbf5e6", oval(926, 930, 26), shade=("#c9b9a8", "down", .6))
    p.put("#1f1a30", oval(926, 930, 9), oval(910, 914, 5), oval(944, 916, 5), oval(912, 946, 5), oval(944, 944, 5))
    return p


def roofs():
    p = Print("#9fd0cf", 24)
    p.put("#9fd0cf", rect(0, 0, WIDE, 620), shade=("#f6e2a8", "down", .9))
    p.put("#f7c948", oval(1240, 240, 130))
    p.put("#f7c948", *[line((1240 + 168 * math.cos(a), 240 + 168 * math.sin(a)), (1240 + 216 * math.cos(a), 240 + 216 * math.sin(a)), w=13) for a in [k * math.pi / 8 for k in range(16)]])
    p.put("#7fb0b0", *skyline(p, 700, 120, 260, (80, 150)))
    p.put("#c96a4b", poly((-40, 720), (260, 500), (560, 720)), poly((1180, 720), (1420, 530), (1680, 720)), shade=("#934636", "down", .6))
    p.put("#e8d9bd", rect(0, 718, 520, HIGH), rect(1220, 718, WIDE, HIGH), shade=("#bba98c", "down", .6))
    p.put("#24405a", *windows(60, 760, 480, 1000, 3, 2, .5), *windows(1260, 760, 1560, 1000, 2, 2, .5))
    p.put("#8c3f36", rect(500, 300, 590, 560), rect(486, 288, 604, 318))
    p.put("#d5573b", poly((180, 960), (430, 380), (1250, 380), (1500, 960)), shade=("#96352e", "down", .7))
    p.put("#b8452f", *[line((430 - 25 * k, 380 + 58 * k), (1250 + 25 * k, 380 + 58 * k), w=4) for k in range(1, 10)])
    p.put("#8c2f2a", rect(420, 366, 1260, 390, r=8))
    for i in range(4):
        for j in range(3):
            def at(u, v):
                y = 440 + 420 * v
                left, right = 520 - 130 * v, 1160 + 130 * v
                return left + (right - left) * u, y
            u0, u1, v0, v1 = (i + .03) / 4, (i + .97) / 4, (j + .03) / 3, (j + .97) / 3
            p.put("#1d3557", poly(at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1)), shade=("#3f7aa0", "up", .7))
            p.put("#8fb8cc", *[line(at(u0 + (u1 - u0) * t, v0), at(u0 + (u1 - u0) * t, v1), w=2) for t in (.25, .5, .75)], *[line(at(u0, v0 + (v1 - v0) * t), at(u1, v0 + (v1 - v0) * t), w=2) for t in (.33, .67)])
    p.put("#e8d9bd", rect(220, 958, 1460, HIGH))
    p.put("#8c2f2a", rect(170, 948, 1510, 974, r=8))
    p.put("#24405a", gull(760, 190, 44), gull(860, 140, 32), gull(300, 210, 28))
    return p


def sandfleet():
    p = Print("#d9cfe0", 25)
    p.put("#d9cfe0", rect(0, 0, WIDE, 560), shade=("#f3c9a6", "down", .8))
    p.put("#fbe9cf", oval(300, 330, 90))
    p.put("#8e8bb0", rect(0, 520, WIDE, 640), shade=("#b9a9c0", "down", .7))
    p.put("#fbe9cf", *ripples(p, 534, 620, 26, 60, 560))
    p.put("#7d8b6a", blob((620, 640), (820, 500), (1080, 400), (1360, 350), (1700, 330), (1700, 760), (620, 690)), shade=("#56664f", "down", .7))
    for x, y, w, h, ink in ((900, 490, 74, 60, "#c25b45"), (1010, 450, 80, 66, "#e6c37a"), (1130, 480, 84, 70, "#ece2d0"), (1260, 440, 80, 70, "#4d6f86"), (1400, 470, 90, 76, "#b5523f"), (1510, 420, 80, 70, "#dcae58")):
        p.put(ink, rect(x, y, x + w, y + h), shade=("#3a3048", "right", .35))
        p.put("#3a3048", poly((x - 7, y), (x + w / 2, y - 44), (x + w + 7, y)))
        p.put("#f8dc8e", rect(x + 16, y + 20, x + 32, y + 40), rect(x + w - 34, y + 20, x + w - 18, y + 40))
    p.put("#f2eadb", rect(1180, 300, 1310, 400), rect(1290, 240, 1340, 400), shade=("#c4b7a4", "right", .5))
    p.put("#3a3048", poly((1170, 304), (1236, 250), (1300, 304)), poly((1284, 244), (1315, 120), (1346, 244)))
    p.put("#b59a7c", blob((-60, 640), (300, 622), (700, 650), (1100, 690), (1700, 720), (1700, 1120), (-60, 1120)), shade=("#6f5a58", "down", .9))
    p.put("#cdb9a8", *ripples(p, 690, 1040, 40))
    p.put("#8e8bb0", blob((60, 760), (260, 730), (480, 742), (600, 780), (420, 800), (180, 796)), blob((900, 960), (1100, 930), (1380, 950), (1460, 990), (1200, 1010), (980, 1000)))
    # the first church: what is left of its walls
    stones = []
    for x0, y0, x1, y1, n in ((300, 860, 860, 820, 15), (860, 820, 1010, 900, 6), (300, 860, 420, 950, 5), (420, 950, 1010, 900, 15)):
        for k in range(n):
            t = k / n
            x, y, s = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, p.rng.uniform(15, 24)
            stones.append(blob((x - s, y + 10), (x - s * .8, y - s * .7), (x, y - s), (x + s * .9, y - s * .6), (x + s, y + 10)))
    p.put("#4b3f4c", *stones, shade=("#2d2632", "down", .6))
    boots = ("#d9452f", "#e8b12f", "#2f7f86")
    kids = ((1080, 168), (1150, 150), (1218, 160), (1288, 146), (1356, 172))
    for n, (x, h) in enumerate(kids):
        p.put("#2a2336", *person(x, 880, h, 1.1))
        p.put(boots[n % 3], rect(x - h * .1, 858, x - h * .015, 884, r=4), rect(x + h * .015, 858, x + h * .1, 884, r=4))
    p.put("#2a2336", *[line((a[0] + 14, 880 - a[1] * .66), ((a[0] + b[0]) / 2, 880 - 66), (b[0] - 14, 880 - b[1] * .66), w=9) for a, b in zip(kids, kids[1:])], *person(1450, 884, 250), line((1372, 770), (1400, 790), (1432, 740), w=10))
    p.put("#2a2336", gull(560, 240, 36), gull(650, 300, 26))
    return p


SCENES = {f.__name__: f for f in (tram, bridge, cranes, houses, library, trees, stadium, heating, ferry, school, market,
                                  floodwall, ballot, night, winterlane, archive, counter, canteen, speed, dog, keys, oldrails,
                                  pitch, roofs, sandfleet)}


# The portraits: faceless, flat, each with something of their trade.
def bust(who, seed, ground, disc, coat, skin, hair, style, *, shirt=None, beard=None, glasses=None, extra=(), age=None):
    p = Print(ground, seed, (600, 600))
    p.put(ground, rect(0, 0, 600, 600), shade=(disc, "down", .45))
    p.put(disc, oval(300, 290, 232))
    dark = _darker(skin, .82)
    behind = {
        "bob": [blob((186, 380), (172, 250), (206, 150), (300, 112), (394, 150), (428, 250), (414, 380), (360, 396), (240, 396))],
        "long": [blob((176, 450), (178, 250), (210, 150), (300, 114), (390, 150), (422, 250), (424, 450), (366, 470), (234, 470))],
        "braids": [blob((190, 330), (184, 230), (220, 150), (300, 120), (380, 150), (416, 230), (410, 330)),
                   *[oval(x, 330 + 26 * k, 15, 16) for x in (186, 208, 392, 414) for k in range(6)]],
        "updo": [oval(300, 118, 62, 52), blob((200, 300), (192, 220), (230, 150), (300, 128), (370, 150), (408, 220), (400, 300))],
        "bun": [oval(300, 116, 48, 40), blob((200, 290), (194, 220), (230, 152), (300, 130), (370, 152), (406, 220), (400, 290))],
        "plait": [blob((196, 330), (186, 230), (220, 150), (300, 120), (380, 150), (414, 230), (404, 330))],
        "curly": [oval(300 + 118 * math.cos(a), 226 + 96 * math.sin(a), 44) for a in [math.radians(d) for d in range(160, 385, 22)]],
    }.get(style, [])
    if behind:
        p.put(hair, *behind, shade=(_darker(hair, .72), "down", .6))
    p.put(coat, poly(*curve((60, 640), (84, 520), (150, 462), (240, 440), (300, 436), (360, 440), (450, 462), (516, 520), (540, 640))), shade=(_darker(coat, .68), "down", .8))
    p.put(skin, poly((256, 350), (344, 350), (352, 448), (300, 490), (248, 448)))
    p.put(dark, blob((256, 372), (300, 408), (344, 372), (346, 404), (300, 436), (254, 404)))
    if shirt:
        p.put(shirt, poly((248, 432), (300, 492), (270, 530), (218, 462)), poly((352, 432), (300, 492), (330, 530), (382, 462)), poly((264, 500), (300, 470), (336, 500), (318, 600), (282, 600)))
    if style != "scarf":
        p.put(dark, oval(202, 270, 18, 28), oval(398, 270, 18, 28))
    p.put(skin, blob((204, 240), (226, 160), (300, 132), (374, 160), (396, 240), (388, 320), (350, 380), (300, 398), (250, 380), (212, 320)), shade=(dark, "right", .75))
    p.put(dark, poly((302, 252), (318, 306), (296, 308)))
    if beard:
        p.put(beard, blob((204, 286), (222, 322), (250, 334), (300, 322), (350, 334), (378, 322), (396, 286), (392, 350), (356, 404), (300, 422), (244, 404), (208, 350)), shade=(_darker(beard, .75), "down", .6))
        p.put(dark, line(*curve((278, 350), (300, 356), (322, 350)), w=5))
    tops = {
        "bob": [blob((192, 320), (190, 220), (220, 150), (300, 120), (380, 150), (410, 220), (408, 320), (388, 236), (340, 212), (250, 214), (212, 240))],
        "crop": [blob((202, 248), (206, 178), (250, 136), (300, 126), (350, 136), (394, 178), (398, 248), (380, 204), (300, 178), (220, 204))],
        "silver": [blob((196, 262), (196, 186), (240, 134), (310, 118), (372, 142), (406, 196), (404, 262), (384, 210), (352, 186), (300, 200), (246, 178), (216, 214))],
        "updo": [blob((202, 260), (204, 190), (246, 142), (300, 132), (354, 142), (396, 190), (398, 260), (372, 196), (320, 176), (262, 186), (222, 214))],
        "bun": [blob((202, 256), (206, 188), (246, 144), (300, 134), (354, 144), (394, 188), (398, 256), (374, 196), (300, 158), (226, 196))],
        "plait": [blob((198, 270), (202, 186), (246, 138), (300, 126), (354, 138), (398, 186), (402, 270), (380, 214), (330, 176), (300, 168), (270, 176), (220, 214)),
                  *[oval(396 + (7 if k % 2 else -7), 380 + k * 28, 25 - k, 21) for k in range(7)]],
        "long": [blob((186, 380), (192, 200), (240, 138), (300, 122), (360, 138), (408, 200), (414, 380), (396, 300), (384, 216), (300, 178), (216, 216), (204, 300))],
        "curly": [oval(x, y, r) for x, y, r in ((222, 196, 34), (252, 160, 38), (300, 142, 42), (350, 158, 38), (382, 198, 34), (278, 178, 28), (326, 180, 26))],
        "balding": [blob((200, 290), (196, 236), (208, 190), (226, 178), (222, 230), (216, 280)), blob((400, 290), (404, 236), (392, 190), (374, 178), (378, 230), (384, 280))],
        "parting": [blob((198, 262), (200, 180), (246, 134), (310, 120), (372, 138), (404, 190), (402, 262), (386, 208), (330, 194), (268, 158), (236, 196), (216, 220))],
        "swept": [blob((198, 256), (196, 180), (230, 128), (300, 104), (376, 118), (412, 180), (402, 256), (388, 206), (356, 176), (300, 168), (240, 178), (214, 210))],
        "grey": [blob((200, 276), (196, 196), (240, 142), (300, 126), (360, 142), (404, 196), (400, 276), (384, 220), (348, 190), (286, 196), (240, 188), (216, 224))],
        "braids": [blob((198, 280), (202, 190), (246, 144), (300, 134), (354, 144), (398, 190), (402, 280), (380, 220), (300, 196), (220, 220))],
    }.get(style, [])
    if tops:
        p.put(hair, *tops, shade=(_darker(hair, .75), "right", .5))
    if glasses:
        rx, ry = (38, 36) if glasses[0] == "round" else (42, 27)
        p.put(glasses[1], ring(252, 264, rx, ry, 7), ring(348, 264, rx, ry, 7), line((288, 258), (312, 258), w=6), line((214, 256), (200, 250), w=6), line((386, 256), (400, 250), w=6))
    for ink, areas in extra:
        p.put(ink, *areas)
    return p


def _darker(colour, by):
    r, g, b = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return "#%02x%02x%02x" % (int(r * by), int(g * by * .97), int(b * by * .97))


def portraits():
    tie = [poly((286, 494), (314, 494), (310, 516), (324, 600), (276, 600), (290, 516))]
    bow = [poly((300, 500), (250, 478), (250, 526)), poly((300, 500), (350, 478), (350, 526)), oval(300, 502, 13)]
    roll = [blob((236, 424), (300, 412), (364, 424), (372, 470), (300, 486), (228, 470))]
    cap = [blob((186, 226), (198, 150), (262, 112), (350, 116), (404, 160), (416, 216), (330, 196), (240, 204)), blob((176, 234), (220, 196), (320, 186), (400, 206), (330, 216), (230, 232))]
    toque = [rect(204, 128, 396, 196, r=12), blob((200, 140), (196, 84), (250, 54), (300, 66), (350, 54), (404, 84), (400, 140))]
    helmet = [blob((184, 216), (190, 136), (246, 84), (300, 74), (354, 84), (410, 136), (416, 216), (300, 200)), rect(170, 202, 430, 224, r=11)]
    return {
        "nora-weiland": bust("nw", 101, "#d8c3a0", "#c4563f", "#2c4a5c", "#ecc6a2", "#2b2226", "bob", shirt="#f3ead8", glasses=("round", "#3a1f22")),
        "tomas-argard": bust("ta", 102, "#9fb8b8", "#2e5f68", "#33405a", "#e3b592", "#b9b7b2", "grey", beard="#c9c6c0", extra=((("#22304a"), roll),)),
        "ilse-brandvik": bust("ib", 103, "#cfd6c0", "#7b9a78", "#2d2f45", "#f0cdb0", "#a8442a", "updo", shirt="#f7f1e3"),
        "daniel-okwuosa": bust("do", 104, "#f0d296", "#d98f3d", "#5b6f8a", "#7a4a34", "#1d1719", "crop", shirt="#f5efe2", extra=(("#8c2f33", tie),)),
        "solomiia-verbivska": bust("sv", 105, "#b9cfe0", "#e0b24a", "#f4efe2", "#efcaa8", "#c29a5c", "plait",
                                   extra=(("#b2332d", [rect(288, 480, 312, 600)] + [poly((x, y), (x + 14, y + 14), (x, y + 28), (x - 14, y + 14)) for x in (240, 360) for y in (500, 536, 572)]),
                                          ("#1f1a22", [poly((x, y), (x + 7, y + 7), (x, y + 14), (x - 7, y + 7)) for x in (240, 360) for y in (507, 543, 579)] + [line((300, 488 + k * 20), (300, 496 + k * 20), w=7) for k in range(6)]))),
        "henrik-maas": bust("hm", 106, "#e2cfa9", "#a0765a", "#4b4a3c", "#e6b897", "#e8e4da", "balding", shirt="#9fb0b0",
                            extra=(("#56603f", cap), ("#f0ece2", [blob((244, 338), (270, 316), (300, 324), (330, 316), (356, 338), (326, 346), (300, 338), (274, 346))]))),
        "leila-haddan": bust("lh", 107, "#e7d6c4", "#b98aa0", "#2b2a3c", "#c99068", "#2f6b58", "scarf"),
        "edvard-klint": bust("ek", 108, "#c8d3dc", "#6f8ba6", "#7d5a43", "#f0c8aa", "#c9a25c", "balding", beard="#c9a25c", shirt="#c4574a",
                             extra=(("#f2e6d4", [line((236, 452), (286, 520), w=3), line((364, 452), (314, 520), w=3), line((226, 470), (300, 505), w=3), line((374, 470), (300, 505), w=3)]),)),
        "ruth-sandell": bust("rs", 109, "#8fa9b5", "#33596b", "#e8b52f", "#e9bf9d", "#d3d3d0", "silver",
                             extra=(("#c58f1e", [line((300, 470), (300, 600), w=6), *[oval(318, y, 7) for y in (500, 545, 590)]]),
                                    ("#e8b52f", [blob((216, 452), (250, 408), (262, 424), (300, 476), (262, 500)), blob((384, 452), (350, 408), (338, 424), (300, 476), (338, 500))]))),
        "jonas-pryde": bust("jp", 110, "#e9b98c", "#a83e36", "#f1e9da", "#d8a279", "#2a1d1c", "curly",
                            extra=(("#2f4a58", [poly((214, 500), (386, 500), (420, 600), (180, 600)), line((230, 446), (222, 510), w=14), line((370, 446), (378, 510), w=14)]),
                                   ("#2a1d1c", [blob((246, 340), (270, 318), (300, 328), (330, 318), (354, 340), (328, 338), (300, 340), (272, 338))]))),
        "agnes-toller": bust("at", 111, "#d9cfd4", "#7c6a8c", "#5b2f45", "#efceb4", "#9c9a98", "bun", shirt="#efe8dc",
                             extra=(("#c9a13f", [oval(300, 512, 14)]), ("#3a2a2e", [ring(256, 284, 34, 26, 6), ring(344, 284, 34, 26, 6), cut(rect(214, 250, 386, 274)), line((222, 274), (290, 274), w=5), line((310, 274), (378, 274), w=5), line((288, 284), (312, 284), w=5)]))),
        "wim-tallis": bust("wt", 112, "#c6d2a8", "#5f8050", "#3f4f46", "#e8bb94", "#d0a658", "long", beard="#c2954a",
                           extra=(("#e07a2c", helmet), ("#2b2b2b", [line((206, 224), (222, 330), w=7), line((394, 224), (378, 330), w=7)]), ("#c7641d", [rect(292, 76, 308, 200), rect(244, 90, 254, 198), rect(346, 90, 356, 198)]))),
        "hanne-obuya": bust("ho", 113, "#bfdcd2", "#e08a5a", "#f6f2e8", "#6b3f2c", "#211a1c", "braids",
                            extra=(("#f8f5ec", toque), ("#d6d2c4", [rect(204, 184, 396, 192)]), ("#2f6a62", [oval(262, y, 8) for y in (510, 555)] + [oval(338, y, 8) for y in (510, 555)]))),
        "fenwick-aasen": bust("fa", 114, "#d9b8c0", "#4b3a63", "#3a3040", "#f2d2b8", "#6b4a30", "parting", shirt="#f5eee2", glasses=("oblong", "#2a2028"), extra=(("#c23f3a", bow),)),
        "caspar-wenn": bust("cw", 115, "#d0c8b8", "#8a8474", "#6b5a4c", "#e6b894", "#5a4636", "swept", shirt="#b9c6cc"),
    }


def veil(p):
    """Leila's scarf: around the face, over the shoulders."""
    p.put("#2f6b58", blob((150, 500), (170, 260), (204, 146), (300, 98), (396, 146), (430, 260), (450, 500), (300, 560)),
          cut(blob((216, 250), (236, 182), (300, 158), (364, 182), (384, 250), (376, 318), (344, 368), (300, 384), (256, 368), (224, 318))), shade=("#1d4a3d", "right", .7))
    p.put("#1d4a3d", line(*curve((226, 330), (262, 400), (340, 440), (430, 470)), w=6), line(*curve((372, 350), (340, 410), (260, 470)), w=6))


def logo():
    p = Print("#9c2f24", 200, (512, 512))
    p.put("#9c2f24", rect(0, 0, 512, 512))
    p.put("#f7efe0", oval(256, 256, 204))
    p.put("#9c2f24", oval(256, 256, 188))
    # a V that is also a quay wall, above the river
    p.put("#f7efe0", poly((132, 128), (204, 128), (256, 272), (308, 128), (380, 128), (290, 340), (222, 340)))
    for k, y in enumerate((366, 398)):
        p.put("#f7efe0", line(*curve(*[(150 + k * 26 + i * (212 - k * 52) / 6, y + (7 if i % 2 else -7)) for i in range(7)]), w=10))
    return p


def icon():
    """The logo for a browser's tab: at 32 pixels a ring and two waves would be a blur."""
    p = Print("#9c2f24", 201, (512, 512))
    p.put("#9c2f24", rect(0, 0, 512, 512))
    p.put("#f7efe0", poly((56, 84), (172, 84), (256, 312), (340, 84), (456, 84), (318, 392), (194, 392)))
    p.put("#f7efe0", line(*curve(*[(72 + i * 368 / 6, 446 + (12 if i % 2 else -12)) for i in range(7)]), w=26))
    return p


def save(p, path):
    path.parent.mkdir(exist_ok=True)
    image = p.finished()
    for quality in range(84, 60, -2):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0")
        if out.tell() < HEAVIEST:
            break
    path.write_bytes(out.getvalue())
    print(f"{path.relative_to(HERE)}  q{quality}  {out.tell() // 1000} kB")


def main(names):
    for name, draw in SCENES.items():
        if not names or name in names:
            save(draw(), HERE / f"{name}.jpg")
    if not names or "portraits" in names:
        people = portraits()
        for name, p in people.items():
            if name == "leila-haddan":
                veil(p)
            save(p, HERE / "portraits" / f"{name}.jpg")
    if not names or "logo" in names:
        small = logo().image.resize((512, 512), Image.LANCZOS)
        small.quantize(32).save(HERE / "logo.png", optimize=True)
    if not names or "icon" in names:
        small = icon().image.resize((512, 512), Image.LANCZOS)
        small.quantize(32).save(HERE / "icon.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
