"""Indoors: what stands on tables, seen from above or from the side."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

from app.jobs.demo.canvas import SQUARE, TALL, WIDE, Canvas, Colour, hex_colour, mix, shade

if TYPE_CHECKING:
    from PIL import Image

    from app.jobs.demo.canvas import Point

LINEN = (hex_colour("e6dac6"), hex_colour("d2c1a6"))
WOOD = (hex_colour("75502f"), hex_colour("5a3b24"))


def _planks(size: tuple[int, int], light: Colour, dark: Colour, seed: int) -> Canvas:
    """A table of boards from above."""
    canvas = Canvas(size, light, dark)
    dice = random.Random(seed)
    for board in range(6):
        top, tone = board * canvas.tall / 6, mix(light, dark, dice.random())
        canvas.box((-0.1, top), (1.1, top + canvas.tall / 6), tone)
        for _ in range(26):
            x, y, long = dice.random(), top + dice.random() * canvas.tall / 6, dice.uniform(0.1, 0.5)
            canvas.line(
                [(x, y), (x + long, y + dice.uniform(-0.004, 0.004))], shade(tone, dice.choice((-0.14, 0.08))), 0.002
            )
        canvas.line([(0, top), (1, top)], shade(dark, -0.45), 0.004)
    return canvas


def _dish(canvas: Canvas, middle: Point, radius: float, colour: Colour, inner: Colour) -> None:
    """A plate or bowl from above, with its shadow."""
    canvas.shadow(lambda one: one.disc(middle, radius, (255, 255, 255)), (0.03, 0.04))
    canvas.disc(middle, radius, shade(colour, -0.1))
    canvas.disc((middle[0] - 0.004, middle[1] - 0.005), radius * 0.985, colour)
    for step in range(12):
        canvas.disc(middle, radius * (0.86 - 0.02 * step), mix(shade(inner, -0.25), inner, step / 11))


def glazed_bowl() -> Image.Image:
    """A bowl with rings of blue-green glaze."""
    canvas = Canvas(SQUARE, *LINEN)
    middle, radius = (0.5, 0.5), 0.36
    canvas.shadow(lambda one: one.disc(middle, radius, (255, 255, 255)), (0.04, 0.05), 0.03)
    canvas.disc(middle, radius, hex_colour("efe6d4"))
    for step in range(60):
        canvas.disc(middle, radius * (0.94 - 0.5 * step / 59), mix((16, 62, 72), (34, 122, 126), step / 59))
    dice = random.Random(4)
    for ring in range(26):
        start = dice.uniform(0, 360)
        canvas.arc(
            middle,
            radius * (0.08 + 0.032 * ring),
            (start, start + dice.uniform(60, 300)),
            mix((60, 146, 150), (150, 206, 196), dice.random() * 0.6),
            0.003,
        )
    canvas.glow((0.38, 0.34), 0.24, (210, 240, 235), 0.35)
    return canvas.done(4)


def glaze_tiles() -> Image.Image:
    """Glaze tests in rows, each a little different."""
    canvas = Canvas(WIDE, *LINEN)
    dice = random.Random(14)
    codes = ("1f5d6b", "2f8a86", "7fb0a0", "d9b36a", "c4703f", "8f3f33", "3a3f6b", "e7dcc6")
    glazes = [hex_colour(code) for code in codes]
    places = [(0.075 + column * 0.147, 0.055 + row * 0.148) for row in range(4) for column in range(6)]

    def tiles(one: Canvas) -> None:
        for x, y in places:
            one.box((x, y), (x + 0.115, y + 0.115), hex_colour("b98a66"), 0.012)

    canvas.shadow(tiles, (0.008, 0.011), 0.006)
    tiles(canvas)
    for x, y in places:
        base, edge = dice.choice(glazes), 0.085 + dice.uniform(0, 0.022)
        canvas.box((x, y), (x + 0.115, y + edge), base, 0.012)
        canvas.box((x + 0.006, y + 0.006), (x + 0.109, y + edge * 0.55), shade(base, 0.14), 0.01)
        for _ in range(18):
            fleck = (x + dice.uniform(0.01, 0.105), y + dice.uniform(0.01, edge - 0.01))
            canvas.disc(fleck, dice.uniform(0.001, 0.003), shade(base, dice.choice((-0.3, 0.3))))
    return canvas.done(14)


def wool() -> Image.Image:
    """Balls of wool with their windings."""
    canvas = Canvas(WIDE, *LINEN)
    for middle, radius, code in (
        ((0.26, 0.36), 0.21, "bd5a3c"),
        ((0.62, 0.27), 0.2, "d9a548"),
        ((0.8, 0.5), 0.13, "2f7276"),
        ((0.5, 0.53), 0.1, "efe4d2"),
    ):
        _ball_of_wool(canvas, middle, radius, hex_colour(code))
    canvas.line([(0.86, 0.6), (0.9, 0.63), (0.96, 0.62), (1.01, 0.64)], hex_colour("2f7276"), 0.006)
    return canvas.done(8)


def _ball_of_wool(canvas: Canvas, middle: Point, radius: float, colour: Colour) -> None:
    canvas.shadow(lambda one: one.disc(middle, radius, (255, 255, 255)), (0.03, 0.04))

    def windings(one: Canvas) -> None:
        one.ball(middle, radius, colour)
        for turn, tone in ((0.5, -0.3), (2.2, 0.22), (1.3, -0.16), (2.8, 0.1)):
            for strand in range(-8, 9):
                across = strand / 8 * radius * 0.9
                x, y = middle[0] + math.cos(turn) * across, middle[1] + math.sin(turn) * across
                bow = [
                    (
                        x + math.cos(turn + 1.57) * radius * along + math.cos(turn) * radius * 0.3 * (1 - along**2),
                        y + math.sin(turn + 1.57) * radius * along + math.sin(turn) * radius * 0.3 * (1 - along**2),
                    )
                    for along in (step / 10 - 1 for step in range(21))
                ]
                one.line(bow, shade(colour, tone), 0.0035)

    canvas.inside(windings, lambda one: one.disc(middle, radius, (255, 255, 255)))


def coffee() -> Image.Image:
    """A cup of coffee with a leaf in its foam, on dark boards."""
    canvas = _planks(SQUARE, *WOOD, seed=3)
    middle = (0.47, 0.5)
    _dish(canvas, middle, 0.36, (240, 234, 222), (228, 220, 206))
    canvas.shadow(lambda one: one.disc(middle, 0.235, (255, 255, 255)), (0.02, 0.026), 0.012)
    canvas.line([(0.62, 0.42), (0.76, 0.34)], (246, 241, 232), 0.05)
    canvas.disc(middle, 0.235, (248, 244, 236))
    canvas.disc(middle, 0.21, (96, 56, 34))
    for step in range(20):
        canvas.disc(middle, 0.205 - 0.003 * step, mix((116, 68, 40), (160, 102, 60), step / 19))
    for leaf in range(6):
        y, wide = 0.62 - leaf * 0.043, 0.115 - 0.013 * abs(leaf - 1.5)
        for side in (-1, 1):
            canvas.shape(
                [
                    (middle[0], y + 0.02),
                    (middle[0] + side * wide, y - 0.045),
                    (middle[0] + side * wide * 0.8, y - 0.065),
                    (middle[0], y - 0.012),
                ],
                (238, 214, 178),
            )
    canvas.shape([(0.47, 0.29), (0.502, 0.37), (0.438, 0.37)], (238, 214, 178))
    return canvas.done(3)


def bread() -> Image.Image:
    """Two loaves with scored crusts on a floured board."""
    canvas = _planks(WIDE, hex_colour("c9a57a"), hex_colour("b08a5e"), seed=6)
    dice = random.Random(6)
    loaves = (((0.31, 0.34), 0.24), ((0.71, 0.33), 0.19))

    def outlines(one: Canvas) -> None:
        for middle, wide in loaves:
            one.disc(middle, wide, (255, 255, 255), flat=0.86)

    canvas.shadow(outlines, (0.03, 0.04))
    for (x, y), wide in loaves:
        for step in range(30):
            share = step / 29
            canvas.disc(
                (x - 0.04 * share, y - 0.05 * share),
                wide * (1 - 0.8 * share),
                mix(hex_colour("6e3d1c"), hex_colour("cf8f4a"), share**0.7),
                flat=0.86,
            )
        for cut in range(-2, 3):
            place = x + cut * wide * 0.3
            bend = wide * 0.62 * math.sqrt(1 - (cut / 3.4) ** 2)
            curve = [(place + 0.02 * math.sin(step / 10 * 3.1), y - bend + 2 * bend * step / 10) for step in range(11)]
            canvas.line(curve, hex_colour("f0d4a0"), 0.017)
            canvas.line([(u + 0.006, v) for u, v in curve], hex_colour("8a5228"), 0.004)
        for _ in range(500):
            turn, reach = dice.uniform(0, 6.28), wide * math.sqrt(dice.random())
            canvas.disc((x + reach * math.cos(turn), y + reach * 0.86 * math.sin(turn)), 0.0015, (250, 240, 222))
    for _ in range(900):
        canvas.disc((dice.random(), dice.random() * 0.67), dice.uniform(0.0006, 0.0018), (252, 246, 234))
    return canvas.done(6)


def citrus() -> Image.Image:
    """Slices of blood orange, lemon and lime on blue."""
    canvas = Canvas(SQUARE, hex_colour("2f6f7a"), hex_colour("245a66"))
    dice = random.Random(17)
    places = [
        (x + dice.uniform(-0.015, 0.015), y + dice.uniform(-0.015, 0.015), dice.uniform(0.125, 0.15))
        for x in (0.18, 0.5, 0.82)
        for y in (0.18, 0.5, 0.82)
    ]

    def slices(one: Canvas) -> None:
        for x, y, radius in places:
            one.disc((x, y), radius, (255, 255, 255))

    canvas.shadow(slices)
    kinds = (
        ("d8622c", "b5243a", "e2574a"),
        ("e8b62e", "f4d353", "f8e38a"),
        ("5f9a3c", "a9cf5e", "cfe58e"),
        ("e07a1f", "f0983a", "f7b868"),
    )
    for number, (x, y, radius) in enumerate(places):
        peel, flesh, light = (hex_colour(code) for code in kinds[(0, 1, 3, 2, 0, 1, 3, 0, 2)[number]])
        middle = (x, y)
        canvas.disc(middle, radius, peel)
        canvas.disc(middle, radius * 0.93, (250, 240, 218))
        start = dice.uniform(0, 36)
        for part in range(10):
            turn = start + part * 36
            canvas.pie(middle, radius * 0.86, (turn + 3, turn + 33), flesh)
            for _ in range(9):
                angle, reach = math.radians(turn + dice.uniform(8, 28)), radius * dice.uniform(0.35, 0.78)
                canvas.disc(
                    (middle[0] + reach * math.cos(angle), middle[1] + reach * math.sin(angle)),
                    radius * 0.035,
                    mix(flesh, light, dice.random()),
                )
        canvas.disc(middle, radius * 0.1, (250, 240, 218))
    return canvas.done(17)


def soup() -> Image.Image:
    """A bowl of green soup with cream, seeds and a spoon."""
    canvas = _planks(SQUARE, hex_colour("3d4a52"), hex_colour("2c373e"), seed=9)
    middle = (0.46, 0.5)
    _dish(canvas, middle, 0.34, (236, 226, 208), (150, 168, 82))
    dice = random.Random(9)
    swirl = [
        (middle[0] + 0.026 * turn * math.cos(turn * 1.15), middle[1] + 0.026 * turn * math.sin(turn * 1.15))
        for turn in (step / 8 for step in range(8, 64))
    ]
    canvas.line(swirl, (244, 240, 220), 0.012)
    for _ in range(46):
        turn, reach = dice.uniform(0, 6.28), 0.17 * math.sqrt(dice.random())
        x, y = middle[0] + reach * math.cos(turn), middle[1] + reach * math.sin(turn)
        canvas.disc((x, y), 0.008, dice.choice(((74, 98, 44), (206, 142, 60), (58, 78, 40))), flat=0.6)
    canvas.shadow(lambda one: one.line([(0.86, 0.3), (0.88, 0.84)], (255, 255, 255), 0.03), (0.015, 0.02), 0.008)
    canvas.line([(0.87, 0.34), (0.885, 0.84)], (196, 186, 168), 0.022)
    canvas.disc((0.865, 0.26), 0.048, (206, 196, 178), flat=1.45)
    canvas.disc((0.86, 0.255), 0.034, (176, 166, 150), flat=1.45)
    return canvas.done(9)


def ramen() -> Image.Image:
    """Noodles, two halves of an egg, greens and a slice of fish cake."""
    canvas = _planks(SQUARE, hex_colour("8a3f34"), hex_colour("6e2f28"), seed=19)
    middle, dice = (0.5, 0.5), random.Random(19)
    _dish(canvas, middle, 0.38, (34, 38, 48), (176, 112, 56))

    def noodles(one: Canvas) -> None:
        for strand in range(54):
            x, y = 0.34 + dice.uniform(-0.12, 0.2), 0.5 + dice.uniform(-0.16, 0.22)
            curve = [(x + step * 0.014, y + 0.022 * math.sin(step * 0.7 + strand)) for step in range(16)]
            one.line(curve, mix((226, 186, 110), (246, 220, 156), dice.random()), 0.009)

    canvas.inside(noodles, lambda one: one.disc(middle, 0.31, (255, 255, 255)))
    for x, y in ((0.35, 0.39), (0.49, 0.29)):
        canvas.disc((x, y), 0.075, (250, 244, 232), flat=1.1)
        canvas.disc((x, y + 0.005), 0.045, (236, 148, 42))
        canvas.disc((x - 0.01, y - 0.006), 0.02, (248, 186, 92))
    canvas.disc((0.67, 0.42), 0.07, (250, 244, 240))
    canvas.line(
        [(0.67 + 0.0042 * t * math.cos(t), 0.42 + 0.0042 * t * math.sin(t)) for t in (step / 3 for step in range(36))],
        (226, 110, 136),
        0.009,
    )
    for _ in range(60):
        x, y = 0.62 + dice.gauss(0, 0.06), 0.64 + dice.gauss(0, 0.045)
        canvas.ring((x, y), 0.013, mix((72, 140, 60), (150, 196, 96), dice.random()), 0.006)
    canvas.line([(0.06, 0.9), (0.9, 0.06)], (58, 34, 30), 0.014)
    canvas.line([(0.1, 0.95), (0.95, 0.12)], (58, 34, 30), 0.014)
    return canvas.done(19)


def tulips() -> Image.Image:
    """Tulips in a glass by the window."""
    canvas = Canvas(TALL, hex_colour("f0dfd2"), hex_colour("e7c9bb"), hex_colour("d7ac9d"))
    canvas.box((0.1, 0.06), (0.9, 0.8), hex_colour("cfe2e6"))
    canvas.glow((0.7, 0.3), 0.4, (255, 244, 214), 0.6)
    for x in (0.1, 0.5, 0.9):
        canvas.line([(x, 0.06), (x, 0.8)], (250, 246, 238), 0.022)
    for y in (0.06, 0.42, 0.8):
        canvas.line([(0.1, y), (0.9, y)], (250, 246, 238), 0.022)
    canvas.box((-0.1, 0.99), (1.1, 1.4), hex_colour("8d5f4a"))
    dice = random.Random(23)
    for number in range(9):
        x, y = 0.18 + number * 0.08, 0.3 + 0.13 * abs(math.sin(number * 2.3))
        stem = [(0.5 + (number - 4) * 0.016, 0.9), (0.5 + (number - 4) * 0.045, 0.66), (x, y)]
        canvas.line(stem, mix((70, 118, 72), (104, 150, 86), dice.random()), 0.011)
        if number % 2:
            canvas.shape(
                [(stem[1][0], 0.8), (x + 0.1 - 0.025 * number, y + 0.12), (stem[1][0] + 0.03, 0.84)], (88, 138, 82)
            )
    for number in range(9):
        x, y = 0.18 + number * 0.08, 0.3 + 0.13 * abs(math.sin(number * 2.3))
        petal = hex_colour(("c9344c", "e8873f", "f1c0c8", "d95a6a", "f4d9a8")[number % 5])
        canvas.disc((x, y), 0.052, petal, flat=1.25)
        for side in (-1, 0, 1):
            canvas.shape(
                [
                    (x + side * 0.034 - 0.02, y - 0.02),
                    (x + side * 0.036, y - 0.088),
                    (x + side * 0.034 + 0.02, y - 0.02),
                ],
                shade(petal, 0.1 * side),
            )
        canvas.disc((x - 0.012, y + 0.008), 0.03, shade(petal, 0.16), flat=1.3)
    canvas.box((0.4, 0.76), (0.6, 1.06), (186, 212, 216), 0.02)
    canvas.box((0.415, 0.86), (0.585, 1.045), (150, 188, 194), 0.015)
    for number in range(5):
        canvas.line([(0.45 + number * 0.025, 1.03), (0.44 + number * 0.03, 0.78)], (84, 130, 92), 0.009)
    canvas.box((0.425, 0.78), (0.44, 1.02), (236, 246, 246), 0.006)
    return canvas.done(23)


def books() -> Image.Image:
    """A shelf of books, some leaning, and a small plant."""
    canvas = Canvas(WIDE, hex_colour("e9ddc9"), hex_colour("dccbb0"))
    dice = random.Random(29)
    codes = ["2f5d62", "b5533c", "e0b04f", "3b3b58", "8a9a5b", "d9c7a3", "6b2d3c", "4f7ca0", "c98b6b", "25343a"]
    for shelf in (0.31, 0.64):
        x = 0.03
        while x < (0.72 if shelf < 0.5 else 0.93):
            wide, tall, cover = dice.uniform(0.022, 0.05), dice.uniform(0.18, 0.26), hex_colour(dice.choice(codes))
            canvas.box((x, shelf - tall), (x + wide, shelf), cover, 0.004)
            canvas.box((x, shelf - tall), (x + wide * 0.22, shelf), shade(cover, 0.16), 0.003)
            for band in (0.14, 0.2, 0.82):
                canvas.box(
                    (x, shelf - tall * (1 - band)),
                    (x + wide, shelf - tall * (1 - band) + 0.005),
                    shade(cover, dice.choice((0.5, -0.3))),
                )
            x += wide + 0.003
        canvas.box((-0.1, shelf), (1.1, shelf + 0.022), hex_colour("7a5236"))
        canvas.box((-0.1, shelf + 0.022), (1.1, shelf + 0.034), hex_colour("b39a7a"))
    canvas.shape([(0.82, 0.22), (0.94, 0.22), (0.92, 0.31), (0.84, 0.31)], hex_colour("c4703f"))
    for leaf in range(26):
        turn, long = -0.2 - 2.7 * leaf / 25, dice.uniform(0.06, 0.13)
        x, y = 0.88 + long * math.cos(turn), 0.22 + long * math.sin(turn)
        canvas.line([(0.88, 0.22), (x, y)], (74, 112, 74), 0.004)
        canvas.disc((x, y), 0.018, mix((64, 118, 76), (132, 172, 96), dice.random()), flat=0.8)
    return canvas.done(29)
