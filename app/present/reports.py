"""The report form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.present.people import PersonCard
    from app.present.posts import PostCard

# What the reasons of the API are called.
REASON_WORDS = {
    "spam": "Spam or scam",
    "harassment": "Bullying or harassment",
    "hate": "Hate against a group",
    "violence": "Violence or threats",
    "nudity": "Nudity or sex",
    "self_harm": "Suicide or self-harm",
    "false_information": "False information",
    "impersonation": "Pretends to be somebody else",
    "illegal": "Against the law",
    "other": "Something else",
}


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`moderation/report.html`: what is reported, and what was chosen and typed."""

    person: PersonCard | None
    post: PostCard | None
    back_url: str
    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    reasons: tuple[tuple[str, str], ...] = tuple(REASON_WORDS.items())
