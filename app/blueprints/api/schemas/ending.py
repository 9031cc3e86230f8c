"""How long something holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, Field, field_validator

from app.errors import Invalid

MOST_HOURS = 24 * 366 * 10


class Ending(BaseModel):
    """A moment or a number of hours; with neither it holds until it is taken back."""

    ends_at: datetime | None = None
    ends_in_hours: int | None = Field(None, ge=1, le=MOST_HOURS)

    @field_validator("ends_at")
    @classmethod
    def _has_zone(cls, moment: datetime | None) -> datetime | None:
        return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment

    def moment(self) -> datetime | None:
        """When it ends; None: never by itself.

        Raises:
            Invalid: both were given.
        """
        if self.ends_in_hours is None:
            return self.ends_at
        if self.ends_at is not None:
            raise Invalid(ends_in_hours="Send either ends_at or ends_in_hours.")
        return datetime.now(UTC) + timedelta(hours=self.ends_in_hours)


def ending_of_form(hours: str | None) -> datetime | None:
    """What a form's choice of hours means; empty: no end.

    Raises:
        Invalid: it is no number of hours.
    """
    if not hours:
        return None
    if not hours.isascii() or not hours.isdigit() or len(hours) > 6 or not 1 <= int(hours) <= MOST_HOURS:
        raise Invalid(ends_in_hours="Choose how long.")
    return datetime.now(UTC) + timedelta(hours=int(hours))
