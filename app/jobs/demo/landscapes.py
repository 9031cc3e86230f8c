"""Outdoors: hills, water, roads, nights, towns."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

from app.jobs.demo.canvas import TALL, WIDE, Canvas, Colour, hex_colour, mix, ridge, shade

if TYPE_CHECKING:
    from PIL import Image


def _colours(codes: str) -> list[Colour]:
    return [hex_colour(code) for code in codes.split()]


def hills(codes: str, seed: int, sun: tuple[float, float], layers: int = 6) -> Image.Image:
    """Hills behind hills; `codes` are sky above, sky below, far hills, near hills, sun."""
    above, below, far, near, light = _colours(codes)
    canvas = Canvas(WIDE, above, below, mix(below, light, 0.5))
    canvas.glow(sun, 0.34, light, 0.55)
    canvas.disc(sun, 0.045, mix(light, (255, 255, 255), 0.4))
    for layer in range(layers):
        share = layer / (layers - 1)
        outline = ridge(seed + layer, 0.33 + 0.27 * share, 0.11 - 0.04 * share, rough=0.42 + 0.1 * share)
        canvas.shape(outline, mix(far, near, share**1.2))
        if layer in {1, 3}:
            canvas.glow((0.5, 0.44 + 0.3 * share), 0.45, mix(far, light, 0.3), 0.2)
    return canvas.done(seed)


def canal() -> Image.Image:
    """Houses along a canal at dusk, a bridge before them, all of it mirrored."""
    canvas = Canvas(TALL, *_colours("32486b 9a6a78 e6a06f f6d59c"), hex_colour("f6d59c"))
    dice = random.Random(5)
    level, x = 0.78, -0.02
    canvas.glow((0.62, 0.62), 0.5, (255, 214, 150), 0.5)
    while x < 1:
        wide, tall = dice.uniform(0.1, 0.17), dice.uniform(0.2, 0.42)
        _house(canvas, (x, level), wide, tall, dice)
        x += wide
    _bridge(canvas, level)
    canvas.mirror(level, (150, 158, 186))
    canvas.blur(0.004, below=level)
    for _ in range(70):
        y = level + 0.01 + dice.random() ** 1.6 * (canvas.tall - level)
        left, length = dice.uniform(-0.1, 1), dice.uniform(0.03, 0.2) * (0.4 + (y - level) * 3)
        canvas.line([(left, y), (left + length, y)], mix((236, 186, 140), (70, 66, 96), dice.random()), 0.0022)
    return canvas.done(5)


def _house(canvas: Canvas, foot: tuple[float, float], wide: float, tall: float, dice: random.Random) -> None:
    (x, level), brick = foot, mix((104, 58, 54), (58, 44, 62), dice.random())
    top = level - tall
    canvas.box((x, top), (x + wide, level), brick)
    steps = [(x, top), (x + wide * 0.2, top - 0.03), (x + wide * 0.35, top - 0.03), (x + wide * 0.5, top - 0.06)]
    canvas.shape([*steps, *((2 * x + wide - a, b) for a, b in reversed(steps))], shade(brick, -0.25))
    for row in range(int(tall / 0.075)):
        for column in range(3):
            left, high = x + wide * (0.14 + 0.28 * column), top + 0.02 + 0.075 * row
            lit = dice.random() < 0.45
            colour = mix((255, 206, 120), (255, 170, 90), dice.random()) if lit else shade(brick, -0.45)
            canvas.box((left, high), (left + wide * 0.17, high + 0.045), colour)


def _bridge(canvas: Canvas, level: float) -> None:
    stone = (44, 32, 42)
    arch = [
        (0.5 + 0.3 * math.cos(turn / 30 * math.pi), level - 0.13 * math.sin(turn / 30 * math.pi)) for turn in range(31)
    ]
    deck = [(x / 30, level - 0.1 - 0.07 * math.sin(x / 30 * math.pi)) for x in range(31)]
    canvas.shape([(0, level), *deck, (1, level), *arch], stone)
    for post in range(0, 31, 2):
        x, y = deck[post]
        canvas.line([(x, y), (x, y - 0.035)], stone, 0.004)
    canvas.line([(x, y - 0.035) for x, y in deck], stone, 0.006)


def sea(codes: str, seed: int, *, boat: bool = True) -> Image.Image:
    """The sun over the sea and its path of light; `codes` are three of sky and two of water."""
    one, two, three, water, deep = _colours(codes)
    canvas = Canvas(WIDE, one, two, three)
    dice = random.Random(seed)
    level, sun = 0.36, 0.5 + dice.uniform(-0.16, 0.16)
    for _ in range(16):
        x, y, wide = dice.random(), dice.uniform(0.03, 0.27), dice.uniform(0.06, 0.24)
        canvas.line([(x, y), (x + wide, y)], mix(three, two, dice.random() * 0.7), dice.uniform(0.003, 0.009))
    canvas.blur(0.006)
    canvas.glow((sun, level - 0.07), 0.4, (255, 226, 170), 0.7)
    canvas.disc((sun, level - 0.06), 0.052, (255, 240, 206))
    for row in range(90):
        share = row / 89
        y = level + share * (canvas.tall - level)
        canvas.box((0, y), (1, y + 0.006), mix(water, deep, share))
    for _ in range(520):
        share = dice.random()
        y = level + share**1.7 * (canvas.tall - level)
        reach = 0.03 + 0.2 * share
        x, wide = sun + dice.gauss(0, reach), dice.uniform(0.006, 0.03) * (0.5 + 2 * share)
        colour = mix((255, 232, 184), water, min(1, abs(x - sun) / (reach * 2.2)))
        canvas.line([(x - wide, y), (x + wide, y)], colour, 0.0016 + 0.0018 * share)
    if boat:
        x, y = sun + 0.2, level + 0.05
        canvas.shape([(x - 0.04, y), (x + 0.045, y), (x + 0.03, y + 0.016), (x - 0.03, y + 0.016)], shade(deep, -0.4))
        canvas.shape([(x, y - 0.006), (x, y - 0.12), (x + 0.042, y - 0.006)], (250, 240, 226))
        canvas.shape([(x - 0.004, y - 0.006), (x - 0.004, y - 0.1), (x - 0.034, y - 0.006)], (226, 208, 196))
    return canvas.done(seed)


def northern_lights() -> Image.Image:
    """Green light over firs, stars above."""
    canvas = Canvas(WIDE, *_colours("0b1330 12284a 1d4a5c"))
    dice = random.Random(9)
    for _ in range(260):
        canvas.disc(
            (dice.random(), dice.random() * 0.5),
            dice.uniform(0.0006, 0.0018),
            mix((120, 140, 180), (255, 250, 235), dice.random()),
        )
    for band, colour in ((0.2, (70, 220, 160)), (0.27, (60, 180, 190)), (0.15, (150, 120, 210))):
        for step in range(34):
            x = step / 33
            y = band + 0.06 * math.sin(x * 5 + band * 20) + 0.02 * math.sin(x * 13)
            canvas.glow((x, y), 0.1 + 0.03 * math.sin(x * 9 + band * 40), colour, 0.1)
    canvas.shape(ridge(21, 0.5, 0.05), (14, 34, 48))
    for row, colour in ((0.56, (10, 26, 36)), (0.66, (6, 15, 23))):
        for _ in range(46):
            _fir(canvas, (dice.random(), row + dice.uniform(0, 0.03)), dice.uniform(0.08, 0.18), colour)
    return canvas.done(9, grain=3)


def _fir(canvas: Canvas, foot: tuple[float, float], tall: float, colour: Colour) -> None:
    x, y = foot
    for tier in range(5):
        low = y - tall * tier * 0.17
        wide = tall * (0.26 - 0.045 * tier)
        canvas.shape([(x - wide, low), (x + wide, low), (x, low - tall * 0.34)], colour)


def mountain_lake() -> Image.Image:
    """A snowy mountain that stands on its head in a lake."""
    canvas = Canvas(WIDE, *_colours("8fb8d6 d4e2e4 f4e6d4"))
    level = 0.42
    canvas.shape(ridge(33, 0.32, 0.09, rough=0.6), (150, 172, 192))
    peaks = ((0.3, 0.09, 0.3), (0.58, 0.04, 0.36), (0.82, 0.13, 0.24))
    for x, top, wide in peaks:
        canvas.shape([(x - wide, level), (x, top), (x + wide, level)], (96, 116, 142))
        canvas.shape([(x, top), (x + wide, level), (x + wide * 0.1, level)], (70, 90, 118))
        snow = 0.32
        jag = [
            (x + wide * snow * (0.5 - step / 6) * 2, top + (level - top) * snow * (1 + 0.35 * (step % 2)))
            for step in range(7)
        ]
        canvas.shape([(x, top), *jag], (246, 248, 250))
        canvas.shape([(x, top), *jag[:4], (x + wide * 0.02, top + 0.06)], (206, 218, 232))
    dice = random.Random(2)
    canvas.shape(ridge(35, level - 0.015, 0.02), (52, 84, 84))
    for _ in range(60):
        _fir(
            canvas,
            (dice.random(), level + 0.004),
            dice.uniform(0.03, 0.075),
            mix((36, 66, 66), (60, 92, 82), dice.random()),
        )
    canvas.mirror(level, (196, 214, 222))
    canvas.blur(0.002, below=level)
    for _ in range(40):
        y, x = level + dice.random() ** 2 * 0.24, dice.random()
        canvas.line([(x, y), (x + dice.uniform(0.05, 0.25), y)], (206, 222, 230), 0.0014)
    return canvas.done(33)


def country_road() -> Image.Image:
    """A road through fields of rape and corn, poplars at its side."""
    canvas = Canvas(WIDE, *_colours("7fb2d8 c3dce6 f6ead0"))
    dice = random.Random(12)
    for x, y, size in (
        (0.2, 0.1, 0.05),
        (0.27, 0.09, 0.07),
        (0.35, 0.11, 0.045),
        (0.74, 0.16, 0.04),
        (0.8, 0.15, 0.05),
    ):
        canvas.disc((x, y), size, (255, 253, 246), flat=0.55)
    canvas.blur(0.004)
    canvas.shape(ridge(40, 0.31, 0.03), (134, 168, 140))
    canvas.shape(ridge(41, 0.36, 0.03), (226, 194, 74))
    canvas.shape(ridge(42, 0.41, 0.025), (120, 158, 84))
    canvas.shape(ridge(43, 0.47, 0.02), (96, 138, 72))
    for row in range(26):
        share = row / 25
        start, end = -0.6 + 2.2 * share, 0.42 + 0.16 * share
        canvas.line([(end, 0.44), (start, 0.68)], (110, 150, 78) if row % 2 else (84, 124, 64), 0.006)
    curve = [
        (0.52 + 0.05 * math.sin(step / 7) * (1 - step / 20), 0.4 + 0.27 * (step / 20) ** 1.5) for step in range(21)
    ]
    widths = [0.006 + 0.19 * (step / 20) ** 1.7 for step in range(21)]
    canvas.shape(
        [
            *((x - w, y) for (x, y), w in zip(curve, widths, strict=True)),
            *((x + w, y) for (x, y), w in reversed(list(zip(curve, widths, strict=True)))),
        ],
        (150, 142, 136),
    )
    for step in range(2, 20, 2):
        (x, y), (u, v) = curve[step], curve[step + 1]
        canvas.line([(x, y), (u, v)], (240, 234, 220), 0.001 + 0.007 * (step / 20) ** 2)
    for tree in range(6):
        share = (tree / 5) ** 1.5
        x, foot, tall = 0.585 + 0.36 * share, 0.42 + 0.13 * share, 0.07 + 0.3 * share
        canvas.line([(x, foot), (x, foot - tall * 0.3)], (92, 72, 58), 0.003 + 0.006 * share)
        for leaf in range(60):
            up = leaf / 59
            spread = (0.006 + 0.02 * share) * math.sin(math.pi * min(1, 0.18 + up * 0.8))
            place = (x + dice.gauss(0, spread * 0.6), foot - tall * (0.12 + 0.88 * up))
            canvas.disc(place, spread * 0.55, mix((44, 88, 58), (112, 152, 78), dice.random()), flat=1.6)
    return canvas.done(12)


def rainy_street() -> Image.Image:
    """A street at night, wet: windows, lamps and a tram, and all their light on the ground."""
    canvas = Canvas(TALL, *_colours("10162c 262a4c 54415c"))
    dice = random.Random(31)
    level = 0.8
    for x, wide, tall in ((-0.05, 0.3, 0.62), (0.2, 0.2, 0.44), (0.68, 0.22, 0.5), (0.82, 0.3, 0.68)):
        wall = mix((30, 30, 54), (54, 42, 64), dice.random())
        canvas.box((x, level - tall), (x + wide, level), wall)
        for row in range(int(tall / 0.08)):
            for column in range(int(wide / 0.06)):
                if dice.random() < 0.5:
                    left, top = x + 0.018 + column * 0.06, level - tall + 0.03 + row * 0.08
                    canvas.box(
                        (left, top),
                        (left + 0.028, top + 0.045),
                        mix((255, 200, 110), (140, 190, 220), dice.random() ** 3),
                    )
    canvas.box((0.4, level - 0.2), (0.63, level - 0.02), (196, 72, 56), 0.02)
    canvas.box((0.425, level - 0.17), (0.605, level - 0.09), (255, 226, 160), 0.01)
    canvas.line([(0.515, level - 0.2), (0.515, level - 0.3)], (24, 22, 36), 0.005)
    for x in (0.45, 0.58):
        canvas.glow((x, level - 0.05), 0.1, (255, 240, 200), 0.9)
    for x in (0.12, 0.34, 0.7, 0.9):
        canvas.line([(x, level), (x, level - 0.3)], (18, 18, 30), 0.006)
        canvas.glow((x, level - 0.3), 0.2, (255, 190, 110), 0.8)
        canvas.disc((x, level - 0.3), 0.014, (255, 240, 206))
    canvas.mirror(level, (120, 116, 150))
    canvas.blur(0.006, below=level)
    for _ in range(260):
        x, y, long = dice.random(), dice.uniform(0, 1.25), dice.uniform(0.02, 0.06)
        canvas.line([(x, y), (x - long * 0.18, y + long)], mix((70, 76, 110), (150, 150, 180), dice.random()), 0.0012)
    return canvas.done(31)


def dunes() -> Image.Image:
    """Dunes in evening light, each with a bright and a dark side."""
    canvas = Canvas(WIDE, *_colours("5a6e9a c99a94 f2c792"))
    canvas.disc((0.76, 0.16), 0.035, (255, 236, 206))
    for layer in range(5):
        share = layer / 4
        level = 0.32 + 0.085 * layer
        sand = mix((214, 150, 112), (232, 170, 96), share)
        outline = ridge(60 + layer * 3, level, 0.06, rough=0.25)
        canvas.shape(outline, shade(sand, 0.12))
        top = outline[:121]
        dark = (
            [(x, y + 0.004) for x, y in top]
            + [(1, 0.67)]
            + [(x, y + 0.05 + 0.04 * math.sin(x * 9 + layer)) for x, y in reversed(top)]
        )
        canvas.shape(dark, shade(sand, -0.18 - 0.08 * share))
    return canvas.done(60)


def birch_wood() -> Image.Image:
    """Birches in mist, leaves on the ground."""
    canvas = Canvas(TALL, *_colours("dfe3d8 e9dfc4 d9b67c 8c5a3a"))
    dice = random.Random(77)
    for depth in range(4):
        share = depth / 3
        for _ in range(9 - depth):
            x, wide = dice.random(), 0.008 + 0.022 * share
            foot, bark = 0.86 + 0.32 * share, mix((216, 212, 196), (246, 243, 234), share)
            canvas.shape([(x - wide, foot), (x - wide * 0.6, -0.02), (x + wide * 0.6, -0.02), (x + wide, foot)], bark)
            canvas.shape(
                [(x + wide * 0.2, foot), (x + wide * 0.2, -0.02), (x + wide * 0.6, -0.02), (x + wide, foot)],
                shade(bark, -0.16),
            )
            for _ in range(10 + 8 * depth):
                y, long = dice.uniform(0, foot), wide * dice.uniform(0.3, 0.9)
                canvas.line(
                    [(x - wide * 0.5, y), (x - wide * 0.5 + long, y + 0.002)],
                    mix(bark, (50, 44, 46), 0.25 + 0.6 * share),
                    0.001 + 0.003 * share,
                )
        canvas.glow((0.4, 0.6), 0.6, (250, 226, 170), 0.2)
    for _ in range(700):
        y = 0.9 + dice.random() ** 1.4 * 0.36
        canvas.disc(
            (dice.random(), y),
            0.004 + 0.008 * (y - 0.9) * 3,
            mix((212, 140, 52), (150, 70, 40), dice.random()),
            flat=0.5,
        )
    return canvas.done(77)
