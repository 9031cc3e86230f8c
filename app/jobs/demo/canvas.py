"""What the demo's pictures are drawn with: a canvas in shares of its width, light, shadow and grain."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Colour = tuple[int, int, int]
Point = tuple[float, float]

# Drawn larger than they are stored, so that edges are smooth.
FINE = 2
WIDE, SQUARE, TALL, FACE = (960, 640), (760, 760), (760, 950), (400, 400)


def hex_colour(code: str) -> Colour:
    """`"d8a24a"` as red, green and blue."""
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two; share 0 is the first."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def shade(colour: Colour, share: float) -> Colour:
    """Darker for a negative share, lighter for a positive one."""
    return mix(colour, (18, 14, 20), -share) if share < 0 else mix(colour, (255, 250, 238), share)


class Canvas:
    """A picture under way. Places and sizes are shares of the width: (0.5, 0.5) is the middle of a square."""

    def __init__(self, size: tuple[int, int], *colours: Colour) -> None:
        self.width, self.height = size[0] * FINE, size[1] * FINE
        self.tall = self.height / self.width
        self.image = _gradient((self.width, self.height), colours)
        self.draw = ImageDraw.Draw(self.image)

    def done(self, seed: int = 1, grain: float = 4) -> Image.Image:
        """The picture at its size, with a little grain as on paper."""
        small = self.image.reduce(FINE)
        if grain:
            noise = np.random.default_rng(seed).normal(0, grain, (small.height // 2 + 1, small.width // 2 + 1))
            wide = np.kron(noise, np.ones((2, 2)))[: small.height, : small.width, None]
            return Image.fromarray(np.clip(np.asarray(small, dtype=np.float32) + wide, 0, 255).astype(np.uint8))
        return small

    def _points(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self.width, y * self.width) for x, y in points]

    def disc(self, middle: Point, radius: float, colour: Colour, *, flat: float = 1) -> None:
        """A filled circle; `flat` below 1 makes it lower than wide."""
        self.draw.ellipse(self._around(middle, radius, flat), fill=colour)

    def ring(self, middle: Point, radius: float, colour: Colour, width: float, *, flat: float = 1) -> None:
        """The line of a circle."""
        self.draw.ellipse(self._around(middle, radius, flat), outline=colour, width=self._line(width))

    def arc(self, middle: Point, radius: float, degrees: Point, colour: Colour, width: float) -> None:
        """A part of a circle's line."""
        self.draw.arc(self._around(middle, radius, 1), degrees[0], degrees[1], fill=colour, width=self._line(width))

    def shape(self, points: Iterable[Point], colour: Colour) -> None:
        """A filled polygon."""
        self.draw.polygon(self._points(points), fill=colour)

    def line(self, points: Iterable[Point], colour: Colour, width: float) -> None:
        """A line through points, with round ends."""
        places = self._points(points)
        thick = self._line(width)
        self.draw.line(places, fill=colour, width=thick, joint="curve")
        if thick > 3:
            for x, y in (places[0], places[-1]):
                self.draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=colour)

    def box(self, corner: Point, other: Point, colour: Colour, radius: float = 0) -> None:
        """A filled rectangle, perhaps with round corners."""
        (left, top), (right, bottom) = self._points((corner, other))
        self.draw.rounded_rectangle((left, top, right, bottom), radius * self.width, fill=colour)

    def pie(self, middle: Point, radius: float, degrees: Point, colour: Colour) -> None:
        """A slice of a disc."""
        self.draw.pieslice(self._around(middle, radius, 1), degrees[0], degrees[1], fill=colour)

    def ball(self, middle: Point, radius: float, colour: Colour, *, steps: int = 24) -> None:
        """A disc that is lit from the upper left."""
        for step in range(steps):
            share = step / (steps - 1)
            place = (middle[0] - radius * 0.3 * share, middle[1] - radius * 0.34 * share)
            self.disc(place, radius * (1 - 0.9 * share), mix(shade(colour, -0.28), shade(colour, 0.22), share**0.8))

    def glow(self, middle: Point, radius: float, colour: Colour, strength: float = 1) -> None:
        """Light around a point, added to what is there."""
        reach = max(2, int(radius * self.width / 8))
        rows, columns = np.mgrid[-1 : 1 : reach * 2j, -1 : 1 : reach * 2j]
        fade = np.clip(1 - np.hypot(rows, columns), 0, 1) ** 2 * 255 * strength
        x, y = round(middle[0] * self.width) - reach * 8, round(middle[1] * self.width) - reach * 8
        left, top = max(0, x), max(0, y)
        right, bottom = min(self.width, x + reach * 16), min(self.height, y + reach * 16)
        if right <= left or bottom <= top:
            return
        # Only what is on the canvas is made large.
        size, box = (right - left, bottom - top), ((left - x) / 8, (top - y) / 8, (right - x) / 8, (bottom - y) / 8)
        patch = Image.fromarray(fade.astype(np.uint8)).resize(size, Image.Resampling.BILINEAR, box)
        light = Image.composite(Image.new("RGB", size, colour), Image.new("RGB", size), patch)
        below = self.image.crop((left, top, right, bottom))
        self.image.paste(ImageChops.screen(below, light), (left, top))

    def shadow(self, paint: Callable[[Canvas], None], move: Point = (0.02, 0.028), soft: float = 0.02) -> None:
        """The soft shadow of what `paint` draws, in any colour but black."""
        small = Canvas((self.width // FINE // 8, self.height // FINE // 8), (0, 0, 0))
        paint(small)
        mask = small.image.convert("L").point(lambda value: 120 if value else 0)
        mask = mask.filter(ImageFilter.GaussianBlur(soft * small.width))
        moved = Image.new("L", mask.size)
        moved.paste(mask, (round(move[0] * small.width), round(move[1] * small.width)))
        self.image.paste((40, 26, 22), mask=moved.resize(self.image.size, Image.Resampling.BICUBIC))

    def inside(self, paint: Callable[[Canvas], None], outline: Callable[[Canvas], None]) -> None:
        """What `paint` draws, only where `outline` draws."""
        before = self.image.copy()
        paint(self)
        stencil = Canvas((self.width // FINE, self.height // FINE), (0, 0, 0))
        outline(stencil)
        mask = stencil.image.convert("L").point(lambda value: 255 if value else 0)
        self.replace(Image.composite(self.image, before, mask))

    def blur(self, share: float, *, below: float = 0) -> None:
        """Soften everything from a height downwards."""
        top = round(below * self.width)
        part = self.image.crop((0, top, self.width, self.height))
        quarter = part.reduce(4).filter(ImageFilter.GaussianBlur(share * self.width / 4))
        self.image.paste(quarter.resize(part.size, Image.Resampling.BICUBIC), (0, top))

    def mirror(self, level: float, tint: Colour) -> None:
        """Water from a level down, which shows what is above it, darker."""
        top = round(level * self.width)
        depth = self.height - top
        land = self.image.crop((0, max(0, top - depth), self.width, top)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        land = land.resize((self.width, depth))
        self.image.paste(ImageChops.multiply(land, Image.new("RGB", land.size, tint)), (0, top))

    def replace(self, image: Image.Image) -> None:
        """Go on with another picture of the same size."""
        self.image = image
        self.draw = ImageDraw.Draw(image)

    def _around(self, middle: Point, radius: float, flat: float) -> tuple[float, float, float, float]:
        (x, y), size = (middle[0] * self.width, middle[1] * self.width), radius * self.width
        return x - size, y - size * flat, x + size, y + size * flat

    def _line(self, width: float) -> int:
        return max(1, round(width * self.width))


def ridge(seed: int, level: float, height: float, *, rough: float = 0.5, tall: float = 1) -> list[Point]:
    """The outline of hills at a level, closed along the lower edge of a picture that is `tall` widths high."""
    dice = random.Random(seed)
    waves = [(1.3 * 2**octave * dice.uniform(0.8, 1.2), dice.uniform(0, 7), rough**octave) for octave in range(6)]
    total = sum(size for _, _, size in waves)
    top = [
        (x / 120, level - height * sum(size * math.sin(often * x / 19 + shift) for often, shift, size in waves) / total)
        for x in range(121)
    ]
    return [*top, (1, tall), (0, tall)]


def _gradient(size: tuple[int, int], colours: Sequence[Colour]) -> Image.Image:
    if len(colours) == 1:
        return Image.new("RGB", size, colours[0])
    stops = np.linspace(0, 255, len(colours))
    rows: Any = np.stack([np.interp(np.arange(256), stops, channel) for channel in zip(*colours, strict=True)], axis=1)
    strip = Image.fromarray(rows.astype(np.uint8)[:, None, :])
    return strip.resize(size, Image.Resampling.BICUBIC)
