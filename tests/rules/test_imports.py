"""The rooms of docs/ARCHITECTURE.md: who may import whom, read from the source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent
ANYWHERE = {
    "app.settings",
    "app.errors",
    "app.kept",
    "app.db",
    "app.pool",
    "app.log",
    "app.observe.metrics",
    "app.redis_client",
    "app.tasks",
}
LIBRARY_ROOMS = {"app.text", "app.security", "app.media", "app.storage", "app.mail"}

# Room → the rooms of ours that it may import, beside itself and ANYWHERE.
MAY_IMPORT: dict[str, set[str]] = {
    "app.query": set(),
    "app.store": {"app.query"},
    "app.replica": {"app.query", "app.store"},
    "app.text": LIBRARY_ROOMS,
    "app.security": LIBRARY_ROOMS,
    "app.media": LIBRARY_ROOMS,
    "app.storage": LIBRARY_ROOMS,
    "app.mail": {"app.store", *LIBRARY_ROOMS},
    "app.actions": {"app.store", "app.query", *LIBRARY_ROOMS},
    "app.feeds": {"app.store", "app.present", "app.storage", "recsys"},
    "app.present": {"app.store", "app.text"},
    "app.observe": {"app.store", "app.query", "app.launch"},
    "app.live": {"app.store", "app.present", "app.security"},
    "app.blueprints": {
        "app.store", "app.actions", "app.feeds", "app.present", "app.live", "app.observe", "app.replica",
        *LIBRARY_ROOMS,
    },
    "recsys": set(),
    "simulation": set(),
    "bench": {"recsys"},
}  # fmt: skip


def room_of(module: str) -> str:
    """`app.store.posts` → `app.store`; `recsys.fit` → `recsys`."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "app" and len(parts) > 1 else parts[0]


def our_imports(path: Path) -> set[str]:
    """The modules of ours that a file imports, for types too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules |= (
                {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "app" else {node.module}
            )
    return {module for module in modules if module.split(".")[0] in {"app", "recsys", "simulation", "bench"}}


def source_files() -> list[Path]:
    return sorted(path for room in ("app", "recsys", "simulation", "bench") for path in (PROJECT / room).rglob("*.py"))


@pytest.mark.parametrize("path", source_files(), ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    module = ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
    room = room_of(module)
    if room not in MAY_IMPORT:
        return  # the joints: create_app, cli, launch, jobs, migrate

    allowed = MAY_IMPORT[room] | ANYWHERE | {room}

    refused = {found for found in our_imports(path) if found not in ANYWHERE and room_of(found) not in allowed}
    assert not refused, f"{module} may not import {sorted(refused)}"


def test_only_the_blueprints_know_the_request() -> None:
    offenders = [
        path.relative_to(PROJECT).as_posix()
        for path in source_files()
        if "blueprints" not in path.parts
        and any(
            isinstance(node, ast.ImportFrom)
            and node.module == "quart"
            and {alias.name for alias in node.names} & {"request", "g", "websocket", "current_app"}
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert not offenders


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {
        path.relative_to(PROJECT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in source_files()
    }

    assert not {name: length for name, length in lengths.items() if length > 400}


def test_no_module_is_called_by_a_word_that_says_nothing() -> None:
    names = [path.relative_to(PROJECT).with_suffix("") for path in source_files()]

    assert names
    assert not [name.as_posix() for name in names if {"utils", "helpers", "common", "manager"} & set(name.parts)]
