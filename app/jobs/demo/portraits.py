"""Faces for the demo's people: flat, warm, each put together from a few choices."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from PIL import Image

from app.jobs.demo.canvas import FACE, Canvas, Colour, hex_colour, mix, shade

SKIN = ["f6d7bf", "f0c3a0", "e3a97f", "c98a5e", "a8683f", "7d4a2c", "5c3622"]
HAIR = ["1f1a1c", "3a2519", "6b3f22", "a1622d", "d2a04e", "b9b4ae", "e8e2d8", "8c2f2a"]
GROUNDS = (
    "e9b872 d98b5f",
    "7fb4b0 4d8a8e",
    "b6c7a0 86a07a",
    "e3a6a0 c47a80",
    "9db3d6 6f86b8",
    "d9c3e0 a88fbd",
    "f0d9a8 dcae6c",
    "8fa3a8 5f7a84",
)
CLOTHES = ["1f5d6b", "c4553f", "e0b04a", "3b3b58", "f1e6d6", "6e8a5a", "8c4a6a", "2a2f36"]


@dataclass(frozen=True, slots=True)
class Looks:
    """How somebody looks; numbers are places in the lists above."""

    skin: int
    hair: int
    # short, bob, long, curls, bun, bald, scarf, cap
    style: str
    extras: str = ""  # glasses, beard, rings, freckles; several parted by spaces


def draw_face(looks: Looks, seed: int) -> Image.Image:
    """A head and shoulders in front of a plain ground."""
    dice = random.Random(seed)
    upper, lower = GROUNDS[seed % len(GROUNDS)].split()
    canvas = Canvas(FACE, hex_colour(upper), hex_colour(lower))
    canvas.glow((0.3, 0.22), 0.6, (255, 250, 236), 0.3)
    skin, hair = hex_colour(SKIN[looks.skin]), hex_colour(HAIR[looks.hair])
    cloth = hex_colour(CLOTHES[(seed * 5 + 3) % len(CLOTHES)])
    _hair_behind(canvas, looks.style, hair, dice)
    canvas.disc((0.5, 1.06), 0.36, cloth, flat=0.92)
    canvas.disc((0.5, 0.79), 0.115, shade(cloth, -0.22), flat=0.55)
    canvas.box((0.425, 0.55), (0.575, 0.79), shade(skin, -0.16), 0.07)
    canvas.disc((0.5, 0.455), 0.19, skin, flat=1.2)
    for side in (-1, 1):
        if looks.style not in {"scarf", "long", "bob"}:
            canvas.disc((0.5 + side * 0.192, 0.475), 0.033, shade(skin, -0.07), flat=1.3)
        if "rings" in looks.extras:
            canvas.ring((0.5 + side * 0.2, 0.545), 0.024, (222, 178, 80), 0.008)
    _features(canvas, skin, hair, looks.extras, dice)
    _hair_before(canvas, looks.style, hair, cloth, dice)
    # Closer, as it is mostly seen small and round.
    side = canvas.width
    near = canvas.image.crop((side * 0.13, side * 0.05, side * 0.87, side * 0.79))
    return near.resize(FACE, Image.Resampling.LANCZOS)


def _features(canvas: Canvas, skin: Colour, hair: Colour, extras: str, dice: random.Random) -> None:
    dark, blush = (44, 32, 34), mix(skin, (222, 92, 84), 0.3)
    brow = mix(hair, dark, 0.35) if sum(hair) < 560 else mix(hair, dark, 0.5)
    for side in (-1, 1):
        x = 0.5 + side * 0.079
        canvas.disc((0.5 + side * 0.115, 0.545), 0.037, blush, flat=0.75)
        canvas.disc((x, 0.46), 0.0165, dark, flat=1.25)
        canvas.disc((x + 0.005, 0.453), 0.005, (250, 246, 240))
        canvas.line([(x - 0.036, 0.412), (x, 0.402 - 0.004 * side), (x + 0.036, 0.412)], brow, 0.013)
    if "freckles" in extras:
        for _ in range(22):
            canvas.disc(
                (0.5 + dice.gauss(0, 0.075), 0.525 + dice.gauss(0, 0.018)), 0.0042, mix(skin, (150, 80, 50), 0.55)
            )
    canvas.line([(0.5, 0.475), (0.487, 0.532), (0.508, 0.537)], shade(skin, -0.24), 0.009)
    if "beard" in extras:
        beard = mix(hair, skin, 0.1)
        for step in range(90):
            turn = math.pi * (0.06 + 0.88 * step / 89)
            canvas.disc(
                (0.5 + 0.165 * math.cos(turn), 0.535 + 0.145 * math.sin(turn)),
                0.036,
                shade(beard, dice.uniform(-0.08, 0.08)),
            )
        canvas.disc((0.5, 0.672), 0.075, beard, flat=0.55)
        canvas.line([(0.44, 0.578), (0.5, 0.566), (0.56, 0.578)], beard, 0.022)
    canvas.arc((0.5, 0.565), 0.062, (28, 152), mix((150, 50, 52), skin, 0.12), 0.015)
    if "glasses" in extras:
        for side in (-1, 1):
            canvas.ring((0.5 + side * 0.083, 0.465), 0.062, (52, 44, 48), 0.011)
        canvas.line([(0.479, 0.458), (0.521, 0.458)], (52, 44, 48), 0.01)


def _hair_behind(canvas: Canvas, style: str, hair: Colour, dice: random.Random) -> None:
    if style == "long":
        canvas.box((0.265, 0.34), (0.735, 0.93), shade(hair, -0.12), 0.14)
        canvas.disc((0.5, 0.4), 0.245, shade(hair, -0.12))
    elif style == "bob":
        canvas.box((0.265, 0.34), (0.735, 0.69), shade(hair, -0.12), 0.1)
        canvas.disc((0.5, 0.4), 0.245, shade(hair, -0.12))
    elif style == "curls":
        for curl in range(64):
            turn = math.pi * (0.86 + 1.28 * curl / 63)
            reach = 0.25 + dice.uniform(-0.025, 0.035)
            place = (0.5 + reach * math.cos(turn), 0.4 + reach * math.sin(turn))
            canvas.disc(place, dice.uniform(0.055, 0.085), shade(hair, dice.uniform(-0.16, 0.08)))
    elif style == "bun":
        canvas.disc((0.5, 0.165), 0.1, shade(hair, -0.08))
        canvas.disc((0.48, 0.15), 0.06, shade(hair, 0.08))


def _hair_before(canvas: Canvas, style: str, hair: Colour, cloth: Colour, dice: random.Random) -> None:
    if style == "bald":
        canvas.glow((0.44, 0.28), 0.12, (255, 246, 230), 0.35)
    elif style == "scarf":
        _scarf(canvas, shade(cloth, 0.12))
    elif style == "cap":
        canvas.pie((0.5, 0.37), 0.225, (180, 360), cloth)
        canvas.box((0.27, 0.345), (0.73, 0.395), shade(cloth, -0.2), 0.025)
        canvas.disc((0.5, 0.15), 0.022, shade(cloth, 0.2))
    else:
        canvas.pie((0.5, 0.41), 0.212, (180, 360), hair)
        part = dice.choice((-1, 1))
        canvas.shape(
            [
                (0.29, 0.41),
                (0.5 + part * 0.09, 0.25),
                (0.71, 0.41),
                (0.69, 0.47),
                (0.66, 0.385),
                (0.5 + part * 0.09, 0.33),
                (0.34, 0.385),
                (0.31, 0.47),
            ],
            hair,
        )
        canvas.arc((0.5 - part * 0.03, 0.41), 0.16, (205, 300), shade(hair, 0.2), 0.012)
        if style in {"long", "bob"}:
            low = 0.62 if style == "bob" else 0.82
            for side in (-1, 1):
                canvas.shape(
                    [
                        (0.5 + side * 0.235, 0.4),
                        (0.5 + side * 0.15, 0.33),
                        (0.5 + side * 0.19, 0.52),
                        (0.5 + side * 0.17, low),
                        (0.5 + side * 0.24, low),
                    ],
                    hair,
                )


def _scarf(canvas: Canvas, scarf: Colour) -> None:
    canvas.pie((0.5, 0.43), 0.262, (168, 372), scarf)
    for side in (-1, 1):
        canvas.shape(
            [
                (0.5 + side * 0.258, 0.42),
                (0.5 + side * 0.165, 0.36),
                (0.5 + side * 0.17, 0.62),
                (0.5 + side * 0.06, 0.74),
                (0.5 + side * 0.22, 0.84),
            ],
            scarf,
        )
        canvas.shape([(0.5 + side * x, y) for x, y in ((0.19, 0.5), (0.03, 0.71), (0.24, 0.8))], scarf)
    canvas.shape([(0.34, 0.7), (0.66, 0.7), (0.72, 0.92), (0.28, 0.92)], shade(scarf, -0.1))
    canvas.arc((0.5, 0.47), 0.2, (200, 340), shade(scarf, -0.25), 0.008)
