"""Made things and rules: cloth, knitting, tiles, lines, machines."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from app.jobs.demo.canvas import SQUARE, WIDE, Canvas, Colour, hex_colour, mix, shade

if TYPE_CHECKING:
    from app.jobs.demo.canvas import Point


def _colours(codes: str) -> list[Colour]:
    return [hex_colour(code) for code in codes.split()]


def cloth() -> Image.Image:
    """Twill in blocks of colour, every thread to be seen."""
    threads, colours = 96, np.array(_colours("26566a deaa54 c45c3e efe6d8"), dtype=np.float32)
    columns, rows = np.meshgrid(np.arange(threads), np.arange(threads))
    order = np.array([0, 0, 1, 3, 0, 2, 3, 1])
    warp, weft = colours[order[(columns // 6) % 8]], colours[order[(rows // 6 + 3) % 8]]
    above = ((columns + rows) % 4 < 2)[..., None]
    small = np.where(above, warp, weft)
    # Each thread is round: dark at its edges, and noisy along its length.
    size = SQUARE[0] // threads + 1
    profile = 0.72 + 0.28 * np.sin(np.linspace(0.35, np.pi - 0.35, size))
    grid = np.where(above[..., 0, None, None], profile[None, None, None, :], profile[None, None, :, None])
    full = (small[:, :, None, None, :] * grid[..., None]).transpose(0, 2, 1, 3, 4).reshape(threads * size, -1, 3)
    noise = np.random.default_rng(2).normal(1, 0.04, full.shape[:2])[..., None]
    picture = Image.fromarray(np.clip(full * noise, 0, 255).astype(np.uint8))
    return picture.resize(SQUARE, Image.Resampling.LANCZOS)


def knitting() -> Image.Image:
    """Stitches close up, with a pattern of snow crystals."""
    ground, wool, light = _colours("23394d 2f4d66 f1e8d8")
    canvas = Canvas(SQUARE, ground)
    star = (
        "..#.#.#..",
        "...###...",
        "#..#.#..#",
        ".##.#.##.",
        "#.#.#.#.#",
        ".##.#.##.",
        "#..#.#..#",
        "...###...",
        "..#.#.#..",
    )
    wide, dice = 1 / 26, random.Random(15)
    for row in range(-1, 32):
        for column in range(27):
            sign = star[row % 12][column % 13] if row % 12 < 9 and column % 13 < 9 else "."
            base = light if sign == "#" or (row % 12 == 10 and column % 2) else wool
            tone = shade(base, dice.uniform(-0.1, 0.08))
            x, y = column * wide, row * wide * 0.84
            for side in (0, 1):
                a, b = (x, x + wide / 2) if side == 0 else (x + wide, x + wide / 2)
                canvas.line([(a + (b - a) * 0.25, y), (a + (b - a) * 0.75, y + wide * 0.95)], tone, wide * 0.42)
                canvas.line(
                    [(a + (b - a) * 0.22, y + 0.002), (a + (b - a) * 0.6, y + wide * 0.7)],
                    shade(tone, 0.16),
                    wide * 0.1,
                )
    return canvas.done(15)


def quilt() -> Image.Image:
    """Half squares that turn, sewn together."""
    canvas = Canvas(SQUARE, hex_colour("efe6d8"))
    dice, codes = random.Random(44), _colours("1f4e5f 3c7a89 e0a458 c8553d f2e3c6 7a9e7e 2d3047 e8c7a0")
    step = 1 / 8
    for row in range(8):
        for column in range(8):
            x, y = column * step, row * step
            one, other = dice.sample(codes, 2)
            corners = [(x, y), (x + step, y), (x + step, y + step), (x, y + step)]
            turn = (row // 2 + column // 2 + row * column) % 4
            canvas.shape(corners, one)
            canvas.shape([corners[(turn + k) % 4] for k in range(3)], other)
            for stitch in range(0, 11, 2):
                near, far, low, high = (
                    share * step for share in (0.06 + 0.08 * stitch, 0.14 + 0.08 * stitch, 0.06, 0.94)
                )
                for edge in (low, high):
                    canvas.line([(x + near, y + edge), (x + far, y + edge)], (250, 244, 230), 0.0016)
                    canvas.line([(x + edge, y + near), (x + edge, y + far)], (250, 244, 230), 0.0016)
    return canvas.done(44)


def flow_lines() -> Image.Image:
    """Thousands of short walks through one field of directions."""
    canvas = Canvas(WIDE, *_colours("13232f 1c3340"))
    dice, codes = random.Random(51), _colours("f2c572 e8825a d8516a 6fb7b0 f4ead6")
    for _ in range(1500):
        x, y = dice.random(), dice.random() * 0.68
        colour = mix(codes[int(min(4, max(0, (x + y) * 3 + dice.gauss(0, 0.6))))], (19, 35, 47), dice.random() * 0.35)
        path: list[Point] = []
        for _ in range(dice.randrange(8, 34)):
            path.append((x, y))
            turn = 3.2 * math.sin(x * 4.1 + 1.5 * math.sin(y * 6)) + 1.6 * math.cos(y * 5.3 - x * 2)
            x, y = x + 0.006 * math.cos(turn), y + 0.006 * math.sin(turn)
        canvas.line(path, colour, 0.0024)
    return canvas.done(51, grain=2)


def sunflower() -> Image.Image:
    """Seeds in the spiral of the golden angle."""
    canvas = Canvas(SQUARE, *_colours("2b4a3f 1d342f"))
    golden = math.pi * (3 - math.sqrt(5))
    for petal in range(34):
        turn = petal / 34 * 2 * math.pi
        for reach, wide, colour in ((0.47, 0.05, (206, 138, 32)), (0.43, 0.042, (240, 184, 62))):
            bend = turn + (0.09 if reach < 0.45 else 0)
            outline = [(0.2, -0.5), (0.3, -0.95), (0.38, -0.8), (0.44, 0), (0.38, 0.8), (0.3, 0.95), (0.2, 0.5)]
            canvas.shape(
                [
                    (
                        0.5 + r * k * math.cos(bend) - w * wide * math.sin(bend),
                        0.5 + r * k * math.sin(bend) + w * wide * math.cos(bend),
                    )
                    for r, w in outline
                    for k in (reach / 0.44,)
                ],
                colour,
            )
    canvas.disc((0.5, 0.5), 0.3, (58, 34, 22))
    for seed in range(900):
        reach = 0.29 * math.sqrt(seed / 900)
        place = (0.5 + reach * math.cos(seed * golden), 0.5 + reach * math.sin(seed * golden))
        share = reach / 0.29
        canvas.disc(
            place,
            0.0058 - 0.002 * (1 - share),
            mix((96, 110, 50), mix((70, 40, 24), (206, 142, 60), share), min(1, share * 1.5)),
        )
    return canvas.done(61)


def truchet() -> Image.Image:
    """Quarter circles that find each other on a grid."""
    ground, *inks = _colours("f3ecdf 1f5d6b d0674a e2b04a")
    canvas = Canvas(SQUARE, ground)
    dice, count = random.Random(71), 9
    step = 1 / count
    for row in range(count):
        for column in range(count):
            x, y, ink = column * step, row * step, inks[(row + column * 2 + row * column) % 3]
            turned = dice.random() < 0.5
            for corner in ((x, y), (x + step, y + step)) if turned else ((x + step, y), (x, y + step)):
                start = {(False, False): 0, (True, False): 90, (True, True): 180, (False, True): 270}[
                    (corner[0] > x, corner[1] > y)
                ]
                for ring in range(1, 5):
                    canvas.arc(
                        corner, step * (0.2 * ring), (start, start + 90), mix(ink, ground, 0.12 * ring), step * 0.1
                    )
    return canvas.done(71)


def bicycle() -> Image.Image:
    """A green touring bicycle against a wall."""
    canvas = Canvas(WIDE, *_colours("ecd9c0 e2c6a4"))
    canvas.box((-0.1, 0.53), (1.1, 0.8), hex_colour("b8a48c"))
    canvas.box((-0.1, 0.525), (1.1, 0.535), hex_colour("8f7c68"))
    for row in range(7):
        for column in range(9):
            canvas.box(
                (column * 0.125 - (row % 2) * 0.06, row * 0.075),
                (column * 0.125 - (row % 2) * 0.06 + 0.121, row * 0.075 + 0.071),
                mix((232, 206, 176), (222, 190, 156), ((row * 7 + column * 3) % 5) / 4),
                0.003,
            )
    rear, front, hub, seat, head = (0.3, 0.42), (0.7, 0.42), (0.455, 0.42), (0.41, 0.21), (0.615, 0.2)
    green, dark = hex_colour("1f6f6b"), (40, 38, 40)
    for wheel in (rear, front):
        canvas.disc((wheel[0], 0.566), 0.11, (150, 132, 114), flat=0.09)
    for wheel in (rear, front):
        canvas.ring(wheel, 0.145, dark, 0.011)
        canvas.ring(wheel, 0.131, (206, 200, 190), 0.004)
        for spoke in range(18):
            turn = spoke / 18 * 2 * math.pi
            canvas.line(
                [wheel, (wheel[0] + 0.13 * math.cos(turn), wheel[1] + 0.13 * math.sin(turn))], (170, 164, 158), 0.0013
            )
        canvas.disc(wheel, 0.012, dark)
    canvas.arc((rear[0], rear[1]), 0.16, (190, 330), green, 0.006)
    for path in ((rear, hub, head, seat, hub), (rear, seat), (head, (0.632, 0.25), front)):
        canvas.line(list(path), green, 0.014)
        canvas.line([(x, y - 0.003) for x, y in path], shade(green, 0.3), 0.003)
    canvas.line([seat, (0.398, 0.165)], (190, 186, 178), 0.008)
    canvas.shape([(0.345, 0.15), (0.44, 0.155), (0.435, 0.17), (0.37, 0.175)], (110, 66, 40))
    canvas.line([head, (0.61, 0.16), (0.655, 0.15), (0.67, 0.175), (0.65, 0.2)], dark, 0.009)
    canvas.disc(hub, 0.034, (180, 174, 168))
    canvas.ring(hub, 0.034, dark, 0.004)
    canvas.line([hub, (0.478, 0.49)], dark, 0.008)
    canvas.line([(0.462, 0.494), (0.5, 0.494)], dark, 0.01)
    canvas.line([(hub[0], 0.387), (rear[0], 0.408)], dark, 0.003)
    canvas.line([(hub[0], 0.453), (rear[0], 0.432)], dark, 0.003)
    canvas.box((0.19, 0.235), (0.33, 0.35), hex_colour("a8623a"), 0.014)
    canvas.box((0.19, 0.235), (0.33, 0.275), shade(hex_colour("a8623a"), -0.2), 0.014)
    canvas.line([(0.26, 0.265), (0.26, 0.3)], hex_colour("e0b04f"), 0.008)
    return canvas.done(81)


def estate_car() -> Image.Image:
    """An old estate car, ochre, in front of hills."""
    canvas = Canvas(WIDE, *_colours("a9c7d4 e9dcc2"))
    canvas.shape([(0, 0.4), (0.2, 0.3), (0.45, 0.36), (0.7, 0.27), (1, 0.35), (1, 0.7), (0, 0.7)], hex_colour("8fa58a"))
    canvas.shape([(0, 0.44), (0.3, 0.38), (0.6, 0.43), (1, 0.38), (1, 0.7), (0, 0.7)], hex_colour("6e8a6a"))
    canvas.box((-0.1, 0.5), (1.1, 0.8), hex_colour("77706a"))
    canvas.box((-0.1, 0.5), (1.1, 0.512), hex_colour("b5aa98"))
    for dash in range(5):
        canvas.box((0.05 + dash * 0.22, 0.6), (0.16 + dash * 0.22, 0.608), (226, 216, 196))
    body = hex_colour("d29a3a")
    canvas.disc((0.5, 0.553), 0.38, (70, 64, 60), flat=0.05)
    canvas.shape(
        [
            (0.16, 0.36),
            (0.2, 0.225),
            (0.6, 0.22),
            (0.72, 0.34),
            (0.86, 0.365),
            (0.885, 0.42),
            (0.885, 0.5),
            (0.13, 0.5),
            (0.13, 0.4),
        ],
        body,
    )
    canvas.shape([(0.13, 0.44), (0.885, 0.44), (0.885, 0.5), (0.13, 0.5)], shade(body, -0.16))
    _car_windows(canvas, hex_colour("9cc0c8"))
    canvas.line([(0.13, 0.4), (0.885, 0.405)], (240, 228, 200), 0.004)
    for x in (0.338, 0.483):
        canvas.line([(x, 0.245), (x, 0.48)], shade(body, -0.3), 0.003)
        canvas.line([(x + 0.02, 0.375), (x + 0.05, 0.375)], (226, 220, 208), 0.006)
    canvas.box((0.12, 0.47), (0.9, 0.49), (200, 196, 190), 0.008)
    canvas.disc((0.868, 0.405), 0.022, (255, 246, 214))
    canvas.box((0.132, 0.385), (0.148, 0.43), (196, 62, 48), 0.003)
    canvas.line([(0.21, 0.205), (0.58, 0.2)], (150, 146, 140), 0.006)
    canvas.box((0.26, 0.155), (0.42, 0.2), hex_colour("7a4a32"), 0.008)
    canvas.box((0.43, 0.17), (0.54, 0.2), hex_colour("3c5a5e"), 0.008)
    for x in (0.275, 0.735):
        canvas.disc((x, 0.49), 0.076, shade(body, -0.45))
        canvas.disc((x, 0.492), 0.066, (38, 36, 40))
        canvas.disc((x, 0.492), 0.036, (206, 202, 196))
        canvas.disc((x, 0.492), 0.012, (120, 116, 112))
    return canvas.done(91)


def _car_windows(canvas: Canvas, glass: Colour) -> None:
    for pane in (
        ((0.2, 0.34), (0.222, 0.25), (0.33, 0.248), (0.33, 0.34)),
        ((0.345, 0.34), (0.345, 0.247), (0.475, 0.245), (0.475, 0.34)),
        ((0.49, 0.34), (0.49, 0.245), (0.59, 0.245), (0.675, 0.34)),
    ):
        canvas.shape(pane, glass)
        (a, b), (c, d) = pane[0], pane[1]
        canvas.shape(
            [(a + 0.01, b - 0.005), (c + 0.012, d + 0.006), (c + 0.04, d + 0.006), (a + 0.03, b - 0.005)],
            shade(glass, 0.35),
        )


def chart_paper() -> Image.Image:
    """A page of squared paper with a drawn curve, a pencil on it."""
    canvas = Canvas(WIDE, *_colours("f6f1e4 efe7d4"))
    for line in range(60):
        canvas.line([(line / 40, 0), (line / 40, 0.7)], (206, 220, 222), 0.001 if line % 5 else 0.0024)
        canvas.line([(0, line / 40), (1, line / 40)], (206, 220, 222), 0.001 if line % 5 else 0.0024)
    canvas.line([(0.1, 0.05), (0.1, 0.58), (0.93, 0.58)], (52, 56, 66), 0.004)
    for power, colour, wide in (
        (0.5, (11, 102, 112), 0.007),
        (1.1, (196, 92, 62), 0.005),
        (2.1, (140, 142, 140), 0.004),
    ):
        curve = [
            (0.1 + 0.8 * t / 60, 0.56 - 0.44 * (t / 60) ** power - 0.012 * math.sin(t * power * 0.6)) for t in range(61)
        ]
        canvas.line(curve, colour, wide)
        for place in curve[::12]:
            canvas.disc(place, wide * 1.5, colour)
    canvas.shadow(lambda one: one.line([(0.6, 0.62), (0.92, 0.32)], (255, 255, 255), 0.026), (0.012, 0.016), 0.008)
    canvas.line([(0.62, 0.6), (0.9, 0.34)], hex_colour("e0a940"), 0.024)
    canvas.line([(0.625, 0.603), (0.9, 0.348)], hex_colour("b9842c"), 0.006)
    canvas.line([(0.9, 0.34), (0.925, 0.317)], hex_colour("d98a86"), 0.026)
    canvas.shape([(0.575, 0.642), (0.612, 0.592), (0.63, 0.611)], hex_colour("ecd2a6"))
    canvas.shape([(0.575, 0.642), (0.588, 0.624), (0.594, 0.631)], (50, 48, 54))
    return canvas.done(95)
