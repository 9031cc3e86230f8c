"""Contexts of the pages on which one says how much one wants of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.present.pages import LENGTHS

if TYPE_CHECKING:
    from app.present.people import PersonCard
    from app.store.follows import ChoicesRow


@dataclass(frozen=True, slots=True)
class MutePage:
    """`people/mute.html`: for how long."""

    person: PersonCard
    back_url: str
    lengths: tuple[tuple[str, str], ...] = LENGTHS


@dataclass(frozen=True, slots=True)
class FollowChoicesPage:
    """`people/follow_choices.html`: what one wants of somebody one follows."""

    person: PersonCard
    choices: ChoicesRow
    back_url: str
