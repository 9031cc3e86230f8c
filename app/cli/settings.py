"""Print every setting with its type, its default and what it does, as the Markdown of docs/settings.md."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, get_type_hints

from app.settings import Settings

if TYPE_CHECKING:
    import argparse

HELP = "list all settings"
_HEAD = """# Settings

A setting is an environment variable. An empty one counts as not set; one that cannot be read stops the
start with a sentence that names it. `make run NAME=value` passes `HOST`, `PORT` and `SKEIN_DATA` on; all
others come from the environment. This page is written by `skein settings`.

| variable | type | default | what it does |
|---|---|---|---|
"""
_TYPES = {str: "text", int: "whole number", float: "number", bool: "true or false", Path: "folder"}


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """There are no options."""


def run(_arguments: argparse.Namespace, _settings: Settings) -> int:
    """Print the page."""
    print(render_settings(), end="")
    return 0


def render_settings() -> str:
    """The whole page."""
    types = get_type_hints(Settings)
    return _HEAD + "".join(
        f"| `{setting.name.upper()}` | {_TYPES[types[setting.name]]} | {_default(setting.default)} "
        f"| {setting.metadata['sentence'].replace('|', chr(92) + '|')} |\n"
        for setting in fields(Settings)
    )


def _default(value: object) -> str:
    return "" if value == "" else f"`{value}`"
