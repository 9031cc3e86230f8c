"""Pictures for the demo data, drawn when it is made: a bowl, wool, coffee, fog, a canal, cloth."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Callable

Colour = tuple[int, int, int]

# Drawn larger than they are stored, so that edges are smooth.
FINE = 2
WIDE, SQUARE, TALL = (960, 640), (720, 720), (720, 900)


def draw_pictures(name: str) -> list[tuple[Image.Image, str]]:
    """The pictures of one post of the demo, each with its alt text; none for most posts."""
    return [(draw(), alt) for draw, alt in _OF_POSTS.get(name, ())]


def _canvas(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    """A ground that goes from one colour to another."""
    strip = Image.new("RGB", (1, 256))
    for row in range(256):
        strip.putpixel((0, row), _between(top, bottom, row / 255))
    return strip.resize((size[0] * FINE, size[1] * FINE), Image.Resampling.BICUBIC)


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _done(picture: Image.Image) -> Image.Image:
    return picture.reduce(FINE)


def _disc(picture: Image.Image, centre: tuple[float, float], radius: float, colour: Colour) -> None:
    x, y = centre
    ImageDraw.Draw(picture).ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _shadow(picture: Image.Image, centre: tuple[float, float], radius: float) -> None:
    """A soft shadow to the lower right."""
    small = Image.new("L", (picture.width // 8, picture.height // 8))
    x, y, size = (centre[0] + radius * 0.12) / 8, (centre[1] + radius * 0.16) / 8, radius * 1.02 / 8
    ImageDraw.Draw(small).ellipse((x - size, y - size, x + size, y + size), fill=110)
    mask = small.filter(ImageFilter.GaussianBlur(radius / 80)).resize(picture.size, Image.Resampling.BICUBIC)
    picture.paste(Image.new("RGB", picture.size, (38, 26, 20)), mask=mask)


def _bowl() -> Image.Image:
    picture = _canvas(SQUARE, (226, 214, 195), (197, 181, 158))
    middle = (picture.width * 0.5, picture.height * 0.51)
    radius = picture.width * 0.34
    _shadow(picture, middle, radius)
    _disc(picture, middle, radius, (240, 232, 218))
    for step in range(60):
        share = step / 59
        _disc(picture, middle, radius * (0.92 - 0.5 * share), _between((19, 74, 82), (28, 110, 116), share))
    draw = ImageDraw.Draw(picture)
    for ring in range(1, 7):
        size = radius * ring * 0.13
        box = (middle[0] - size, middle[1] - size, middle[0] + size, middle[1] + size)
        draw.arc(box, ring * 37, ring * 37 + 300, fill=(96, 164, 166), width=4)
    return _done(picture)


def _wool() -> Image.Image:
    picture = _canvas(WIDE, (228, 218, 202), (208, 194, 172))
    balls = (
        ((0.28, 0.60), 0.26, (196, 92, 62)),
        ((0.64, 0.42), 0.25, (222, 170, 84)),
        ((0.80, 0.80), 0.18, (54, 122, 128)),
    )
    for (x, y), size, colour in balls:
        _ball(picture, (x * picture.width, y * picture.height), size * picture.width, colour)
    return _done(picture)


def _ball(picture: Image.Image, middle: tuple[float, float], radius: float, colour: Colour) -> None:
    """A ball of wool: windings in three directions inside a disc."""
    _shadow(picture, middle, radius)
    wound = picture.copy()
    _disc(wound, middle, radius, colour)
    draw = ImageDraw.Draw(wound)
    dark, light = _between(colour, (40, 20, 10), 0.32), _between(colour, (255, 244, 226), 0.28)
    for turn, tint in ((0.6, dark), (2.0, light), (1.2, dark)):
        for line in range(-9, 10):
            across = line / 9 * radius * (1.0 if turn != 1.2 else 0.5)
            x = middle[0] + math.cos(turn) * across
            y = middle[1] + math.sin(turn) * across
            bend = radius * 1.5
            draw.arc((x - bend, y - bend * 0.9, x + bend, y + bend * 1.1), turn * 57 + 120, turn * 57 + 250, tint, 5)
    mask = Image.new("L", picture.size)
    x, y = middle
    ImageDraw.Draw(mask).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    picture.paste(wound, mask=mask)


def _coffee() -> Image.Image:
    picture = _canvas(SQUARE, (104, 68, 46), (78, 48, 32))
    draw = ImageDraw.Draw(picture)
    grain = random.Random(3)  # noqa: S311  the same demo on every machine
    for _ in range(90):
        top, left = grain.randrange(picture.height), grain.randrange(picture.width)
        line = (left, top, left + grain.randrange(200, 700), top + grain.randrange(-6, 7))
        draw.line(line, fill=(92, 58, 39), width=3)
    middle = (picture.width * 0.48, picture.height * 0.5)
    radius = picture.width * 0.32
    _shadow(picture, middle, radius)
    _disc(picture, middle, radius, (238, 233, 224))
    _disc(picture, middle, radius * 0.96, (226, 219, 207))
    _disc(picture, (middle[0] + radius * 0.86, middle[1]), radius * 0.14, (238, 233, 224))
    _disc(picture, middle, radius * 0.66, (245, 241, 233))
    _disc(picture, middle, radius * 0.58, (132, 82, 48))
    foam = (234, 208, 172)
    for side in (-1, 1):
        _disc(picture, (middle[0] + side * radius * 0.13, middle[1] - radius * 0.1), radius * 0.17, foam)
    x, y = middle
    draw.polygon(
        [(x - radius * 0.29, y - radius * 0.03), (x + radius * 0.29, y - radius * 0.03), (x, y + radius * 0.36)], foam
    )
    return _done(picture)


def _fog() -> Image.Image:
    picture = _canvas(WIDE, (236, 226, 214), (214, 222, 222))
    _disc(picture, (picture.width * 0.68, picture.height * 0.3), picture.width * 0.07, (250, 240, 222))
    for layer in range(5):
        share = layer / 4
        _hill(picture, layer, _between((190, 204, 206), (24, 52, 54), share), 0.42 + 0.13 * layer)
    return _done(picture)


def _hill(picture: Image.Image, seed: int, colour: Colour, height: float) -> None:
    line = random.Random(seed + 11)  # noqa: S311
    waves = [(line.uniform(0.6, 4), line.uniform(0, 6), line.uniform(0.01, 0.06)) for _ in range(4)]
    points = []
    for x in range(0, picture.width + 40, 40):
        rise = sum(size * math.sin(often * x / picture.width * 6 + shift) for often, shift, size in waves)
        points.append((x, picture.height * (height + rise)))
    ImageDraw.Draw(picture).polygon([*points, (picture.width, picture.height), (0, picture.height)], fill=colour)


def _canal() -> Image.Image:
    picture = _canvas(TALL, (246, 206, 160), (198, 128, 104))
    width, height = picture.size
    draw = ImageDraw.Draw(picture)
    _disc(picture, (width * 0.62, height * 0.4), width * 0.1, (255, 232, 190))
    houses = random.Random(5)  # noqa: S311
    x = 0
    while x < width:
        wide, tall = houses.randrange(90, 210), houses.randrange(150, 420)
        brick = _between((112, 66, 58), (70, 46, 56), houses.random())
        draw.rectangle((x, height * 0.52 - tall, x + wide, height * 0.52), fill=brick)
        for window in range(3):
            if houses.random() < 0.5:
                left = x + wide * (0.2 + 0.25 * window)
                draw.rectangle(
                    (left, height * 0.52 - tall * 0.7, left + 22, height * 0.52 - tall * 0.7 + 34), (250, 204, 128)
                )
        x += wide
    land = picture.crop((0, 0, width, round(height * 0.52))).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    water = ImageChops.multiply(land, Image.new("RGB", land.size, (150, 160, 178))).filter(ImageFilter.GaussianBlur(6))
    picture.paste(water, (0, round(height * 0.52)))
    for row in range(40):
        y = height * (0.54 + row * 0.012)
        left = houses.uniform(0, width)
        draw.line((left, y, left + houses.uniform(60, 400), y), fill=(232, 188, 152), width=3)
    draw.arc((width * 0.05, height * 0.40, width * 0.95, height * 0.72), 180, 360, fill=(58, 38, 42), width=34)
    return _done(picture)


def _cloth() -> Image.Image:
    picture = _canvas(SQUARE, (238, 230, 216), (230, 220, 204))
    draw = ImageDraw.Draw(picture)
    thread = 18
    colours = ((38, 92, 104), (222, 170, 84), (196, 92, 62), (238, 230, 216))
    for column in range(picture.width // thread + 1):
        for row in range(picture.height // thread + 1):
            is_above = (column + row * 2) % 4 < 2
            colour = colours[(column // 8) % 4] if is_above else colours[(row // 8 + 1) % 4]
            x, y = column * thread, row * thread
            draw.rounded_rectangle((x + 1, y + 1, x + thread - 2, y + thread - 2), 5, fill=colour)
    return _done(picture)


_OF_POSTS: dict[str, tuple[tuple[Callable[[], Image.Image], str], ...]] = {
    "glaze": (
        (_bowl, "A round bowl from above, glazed in a deep blue-green with fine rings."),
        (_wool, "Three balls of wool: rust, ochre and teal."),
        (_coffee, "A cup of coffee on dark wood, a heart in its foam."),
    ),
    "fog": ((_fog, "Hills behind hills in the fog, the sun just above them."),),
    "loom": ((_cloth, "Woven cloth in blocks of blue, ochre and rust."),),
    "canal": ((_canal, "A bridge over a canal at dusk, lit windows mirrored in the water."),),
}
