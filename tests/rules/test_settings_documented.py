"""docs/settings.md and .env.example name every setting, with its default and its sentence."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from app.cli.settings import render_settings
from app.settings import Settings

ROOT = Path(__file__).parent.parent.parent


def test_the_page_is_what_the_code_says() -> None:
    assert (ROOT / "docs" / "settings.md").read_text() == render_settings(), "write it by `skein settings`"


def test_the_example_file_names_every_setting() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()

    assert [line for line in lines if line.startswith("#") and line[1:2].isupper()] == [
        f"#{setting.name.upper()}={setting.default}" for setting in fields(Settings)
    ]
