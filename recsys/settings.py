"""What can be tuned: a frozen dataclass that goes into the model's manifest."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of `fit`; the defaults were tuned on a validation part of training data only (docs/recommender.md).

    The weights of the parts act on scores divided by their spread over a sample, so 1 and 1 is equally loud everywhere.
    """

    # Item to item.
    item_weight: float = 0.6
    neighbours: int = 1_000
    # "target": each item is reached by at most `neighbours`; "source": each reaches at most that many, which bounds the
    # work for a person.
    neighbours_of: str = "target"
    person_exponent: float = 0.7
    source_exponent: float = 0.6
    target_exponent: float = 0.4
    shrinkage: float = 2.0
    # Truncated SVD of the normalised matrix; 0 factors leave both parts out.
    factors: int = 96
    factor_weight: float = 0.6
    factor_exponent: float = 0.4
    # Squared cosine of the items in the space of the first factors: a third, half, two thirds and all.
    latent_weight: float = 1.6
    latent_factors: int = 96
    latent_exponent: float = 0.3
    latent_popularity: float = 0.3
    # Ridge regression of each item on all others, up to `ridge_items` items.
    ridge_weight: float = 0.4
    ridge: float = 10.0
    ridge_exponent: float = 0.3
    ridge_items: int = 6_000
    # Of the sum of the parts: below 1, many weak ties count more beside one strong tie.
    similarity_exponent: float = 0.8
    # How much less an item of a history counts where the history's other items speak for it already; 0: all alike.
    # Helps where people have several tastes, misleads where they have one: `tune` asks the data.
    redundancy: float = 0.0
    # People of the same taste, as loud as this share of all the above; 0 leaves them out. A person's work is all people
    # who share an item with them.
    people_weight: float = 0.0
    people_neighbours: int = 200
    # What is popular now: where times are known, and for people without a history.
    recent_weight: float = 0.0
    half_life: float | None = None
    recent_half_life: float | None = 4 * DAY
    # Cost. Above `dense_items` items the factors rescore the neighbours only.
    seed: int = 7
    block_bytes: int = 64 * 2**20
    dense_items: int = 20_000

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        for name in ("neighbours", "people_neighbours", "block_bytes"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1")
        for name in ("ridge", "similarity_exponent", "half_life", "recent_half_life"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise ValueError(f"{name} must be positive")
        if self.neighbours_of not in ("target", "source"):
            raise ValueError("neighbours_of must be target or source")
        for name in (
            "item_weight",
            "factor_weight",
            "latent_weight",
            "ridge_weight",
            "redundancy",
            "people_weight",
            "recent_weight",
            "shrinkage",
            "factors",
        ):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must not be negative")

    @classmethod
    def from_mapping(cls, values: dict[str, Any]) -> Settings:
        """Read what `dataclasses.asdict` gave; names this version does not know are left out.

        Raises:
            ValueError: these are no settings.
        """
        if not isinstance(values, dict):
            raise ValueError("settings are names with values")
        known = {field.name for field in fields(cls)}
        try:
            return cls(**{name: value for name, value in values.items() if name in known})
        except TypeError as error:
            raise ValueError(f"a setting is not of its type: {error}") from error
