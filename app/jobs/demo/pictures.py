"""Which picture belongs to which post and person of the demo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.jobs.demo import landscapes, patterns, still_lifes
from app.jobs.demo.portraits import Looks, draw_face

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image


@dataclass(frozen=True, slots=True)
class DemoPicture:
    """How a picture is drawn, and what it shows in words."""

    draw: Callable[[], Image.Image]
    alt: str


def _hills(codes: str, seed: int, sun: tuple[float, float]) -> Callable[[], Image.Image]:
    return partial(landscapes.hills, codes, seed, sun)


PICTURES = {
    "fog": DemoPicture(_hills("dfe6e4 f0e4d4 b9cbcd 17393f fff0d2", 11, (0.68, 0.17)), "Hills behind hills in the fog, a pale sun above them."),
    "dawn": DemoPicture(_hills("3d4f7c f0a58c c58a9a 2a2140 ffd9a0", 23, (0.3, 0.26)), "Purple ridges at dawn, the sun just up."),
    "heath": DemoPicture(_hills("7a93b0 e6d9c0 a3b08c 2f4a34 ffe9b8", 37, (0.45, 0.2)), "Green hills in the evening, layer behind layer."),
    "autumn": DemoPicture(_hills("c8d3d0 f3dfb8 d8a86a 6e2f24 fff0c8", 52, (0.75, 0.22)), "Hills in the colours of autumn, from ochre to deep red."),
    "canal": DemoPicture(landscapes.canal, "Gabled houses and a bridge at dusk, lit windows mirrored in the canal."),
    "sea": DemoPicture(partial(landscapes.sea, "4a5a8c e39a86 f8cf9a 8a7f96 23314f", 3), "A small sailing boat beside the path of the setting sun."),
    "morning_sea": DemoPicture(partial(landscapes.sea, "9cc4d8 d6e6e6 fbe9cc 7fb0b8 2a6478", 8, boat=False), "A calm turquoise sea in the morning."),
    "northern_lights": DemoPicture(landscapes.northern_lights, "Northern lights over a dark wood of firs."),
    "mountain_lake": DemoPicture(landscapes.mountain_lake, "Three snowy peaks, mirrored in a lake."),
    "country_road": DemoPicture(landscapes.country_road, "An empty road through green and yellow fields, poplars along it."),
    "rainy_street": DemoPicture(landscapes.rainy_street, "A red tram in a rainy street at night, its lights on the wet ground."),
    "dunes": DemoPicture(landscapes.dunes, "Sand dunes under a violet evening sky."),
    "birch_wood": DemoPicture(landscapes.birch_wood, "Birch trunks in mist, orange leaves on the ground."),
    "glazed_bowl": DemoPicture(still_lifes.glazed_bowl, "A round bowl from above, glazed in a deep blue-green with fine rings."),
    "glaze_tiles": DemoPicture(still_lifes.glaze_tiles, "Twenty-four little test tiles with different glazes."),
    "wool": DemoPicture(still_lifes.wool, "Balls of wool: rust, ochre, teal and a small white one."),
    "coffee": DemoPicture(still_lifes.coffee, "A cup of coffee on dark boards, a leaf drawn in its foam."),
    "bread": DemoPicture(still_lifes.bread, "Two dark loaves with scored crusts on a floured board."),
    "citrus": DemoPicture(still_lifes.citrus, "Slices of blood orange, lemon, lime and orange on blue."),
    "soup": DemoPicture(still_lifes.soup, "Green soup with a spiral of cream and roasted seeds."),
    "ramen": DemoPicture(still_lifes.ramen, "Ramen with two halves of an egg, spring onions and fish cake."),
    "tulips": DemoPicture(still_lifes.tulips, "Tulips in a glass in front of a window."),
    "books": DemoPicture(still_lifes.books, "Two shelves of books and a trailing plant."),
    "cloth": DemoPicture(patterns.cloth, "Woven twill in checks of blue, ochre, rust and white."),
    "knitting": DemoPicture(patterns.knitting, "Blue knitting with white snow crystals, close up."),
    "quilt": DemoPicture(patterns.quilt, "A quilt of half-square triangles in eight colours."),
    "flow_lines": DemoPicture(patterns.flow_lines, "Hundreds of fine coloured lines that follow the same currents."),
    "sunflower": DemoPicture(patterns.sunflower, "A sunflower, its seeds in spirals."),
    "truchet": DemoPicture(patterns.truchet, "A wall of tiles whose quarter circles join into winding lines."),
    "bicycle": DemoPicture(patterns.bicycle, "A green touring bicycle with a leather bag, leaning on a wall."),
    "estate_car": DemoPicture(patterns.estate_car, "An ochre estate car from the eighties with luggage on its roof."),
    "chart_paper": DemoPicture(patterns.chart_paper, "Three rising curves drawn by hand on squared paper, a pencil beside them."),
}  # fmt: skip


def avatar_of(avatar: Looks | str, number: int) -> Callable[[], Image.Image] | None:
    """How a person's picture is drawn; None for those without one."""
    if isinstance(avatar, Looks):
        return partial(draw_face, avatar, number)
    return PICTURES[avatar].draw if avatar else None
