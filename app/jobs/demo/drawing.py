"""All pictures of the demo, drawn and encoded on every processor at once."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.jobs.demo.people import PEOPLE
from app.jobs.demo.pictures import PICTURES
from app.jobs.demo.portraits import Looks, draw_face
from app.media.pictures import cut_for, make_widths

if TYPE_CHECKING:
    from app.media.results import Picture


_AS_AVATARS = {person.avatar for person in PEOPLE if isinstance(person.avatar, str)}


@dataclass(frozen=True, slots=True)
class Drawn:
    """Decoded pictures by their names in `PICTURES`, and people's squares by username."""

    pictures: dict[str, Picture]
    avatars: dict[str, Picture]


async def draw_everything(folder: Path) -> Drawn:
    """Every picture and every face, as files in a folder.

    Threads are enough: Pillow and numpy let others work while they draw and encode.
    """
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        pictures = {name: loop.run_in_executor(pool, _draw_picture, name, folder) for name in PICTURES}
        faces = {
            person.username: loop.run_in_executor(pool, _draw_face, person.avatar, number, folder)
            for number, person in enumerate(PEOPLE)
            if isinstance(person.avatar, Looks)
        }
        drawn = {name: await future for name, future in pictures.items()}
        avatars = {username: await future for username, future in faces.items()}
    for person in PEOPLE:
        square = drawn[person.avatar][1] if isinstance(person.avatar, str) and person.avatar else None
        if square is not None:
            avatars[person.username] = square
    return Drawn({name: wide for name, (wide, _) in drawn.items()}, avatars)


def _draw_picture(name: str, folder: Path) -> tuple[Picture, Picture | None]:
    own = folder / name
    own.mkdir()
    picture = PICTURES[name].draw()
    return make_widths(picture, own), cut_for("avatar", picture, own) if name in _AS_AVATARS else None


def _draw_face(looks: Looks, number: int, folder: Path) -> Picture:
    own = folder / f"face-{number}"
    own.mkdir()
    return cut_for("avatar", draw_face(looks, number), own)
