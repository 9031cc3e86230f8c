"""A release from a tag, rehearsed by the shell steps of the workflows themselves."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest
import yaml  # type: ignore[import-untyped]

from tests.conftest import database_address
from tests.web_server import PROJECT_DIR

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web_server import WebServer

VERSION = "9.8.7"
# Stands in for GitHub's command: notes what it was asked for.
GH = """#!/bin/sh
printf '%s\\n' "$@" > "$RUNNER_TEMP/asked"
"""


def step(workflow: str, job: str, name: str) -> str:
    """What a step of a workflow runs."""
    path = PROJECT_DIR / ".github" / "workflows" / workflow
    steps: list[dict[str, Any]] = yaml.safe_load(path.read_text())["jobs"][job]["steps"]
    return next(str(found["run"]) for found in steps if found.get("name") == name)


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=ana", "-c", "user.email=ana@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with what is here now, in which 9.8.6 was released and 9.8.7 has been tagged."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT_DIR, check=True, capture_output=True, text=True,
    )  # fmt: skip
    files = [name for name in listed.stdout.split("\0") if name and (PROJECT_DIR / name).is_file()]
    for name in files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((PROJECT_DIR / name).read_bytes())
        target.chmod((PROJECT_DIR / name).stat().st_mode)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Release 9.8.6")
    git(folder, "tag", "v9.8.6")
    project, changes = folder / "pyproject.toml", folder / "CHANGELOG.md"
    project.write_text(re.sub(r'^version = ".*"$', f'version = "{VERSION}"', project.read_text(), flags=re.MULTILINE))
    text = changes.read_text().replace("## Unreleased", f"## Unreleased\n\n## {VERSION} (28 November)")
    changes.write_text(text + "\n## 9.8.6\n\nOlder.\n")
    number = len(list((folder / "migrations").glob("[0-9]*.sql"))) + 1
    newer = folder / "migrations" / f"{number:04d}_newer.sql"
    newer.write_text("CREATE TABLE newer (id bigint PRIMARY KEY);\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", f"Release {VERSION}")
    git(folder, "tag", f"v{VERSION}")
    return folder


@pytest.fixture
def run(checkout: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a step as the runner does: with bash, failing at the first error."""
    commands = tmp_path / "commands"
    commands.mkdir()
    for name, text in {
        "gh": GH,
        "skein": f'#!/bin/sh\nexec "{sys.executable}" -m app.cli "$@"\n',
        "python": f'#!/bin/sh\nexec "{sys.executable}" "$@"\n',
    }.items():
        (commands / name).write_text(text)
        (commands / name).chmod(0o755)

    def run_step(text: str, **more: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PATH": f"{commands}:{os.environ['PATH']}",
            "PYTHONPATH": str(checkout),
            "GITHUB_REF_NAME": f"v{VERSION}",
            "RUNNER_TEMP": str(tmp_path),
            **more,
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
            cwd=checkout, env=environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    return run_step


@pytest.mark.slow
def test_a_tag_becomes_a_release_with_its_part_of_the_change_log(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    done = [
        run(step("image.yml", "image", "The tag is our version, and the change log tells of it")),
        run(step("image.yml", "release", "Take this version's part of the change log")),
        run(step("image.yml", "release", "Publish the release")),
    ]

    assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * 3
    notes = (tmp_path / "notes.md").read_text()
    assert "The first version" in notes
    assert "Older." not in notes
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[:3] == ["release", "create", f"v{VERSION}"]
    assert asked[-1] == str(tmp_path / "notes.md")


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["v9.8.8", "v9.8"])
def test_a_tag_that_is_not_our_version_is_refused(
    run: Callable[..., subprocess.CompletedProcess[str]], tag: str
) -> None:
    check = run(
        step("image.yml", "image", "The tag is our version, and the change log tells of it"), GITHUB_REF_NAME=tag
    )
    notes = run(step("image.yml", "release", "Take this version's part of the change log"), GITHUB_REF_NAME=tag)

    assert (check.returncode, notes.returncode) == (1, 1)
    assert f"pyproject.toml says {VERSION}" in check.stderr
    assert "CHANGELOG.md has no part" in notes.stderr


@pytest.mark.slow
async def test_the_last_release_s_database_is_brought_up_to_date(
    run: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    name = f"release_{secrets.token_hex(6)}"
    admin = await asyncpg.connect(database_address("postgres"))
    await admin.execute(f"CREATE DATABASE {name}")
    await admin.close()

    done = run(
        step("ci.yml", "migrations", "Apply the migrations of the last release, then ours"),
        DATABASE_URL=database_address(name),
    )

    assert done.returncode == 0, done.stderr
    db = await asyncpg.connect(database_address(name))
    assert await db.fetchval("SELECT to_regclass('newer') IS NOT NULL AND to_regclass('posts') IS NOT NULL")
    await db.close()


@pytest.mark.slow
def test_the_smoke_test_takes_a_running_skein_and_nothing_else(server: WebServer) -> None:
    def smoke(address: str) -> subprocess.CompletedProcess[str]:
        command = [str(PROJECT_DIR / "deploy" / "smoke-test"), address]
        environment = {**os.environ, "SMOKE_SECONDS": "30" if address.count("/") == 2 else "1"}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)

    first, again = smoke(server.base_url), smoke(server.base_url)
    elsewhere = smoke(f"{server.base_url}/nothing-here")

    assert (first.returncode, first.stdout, first.stderr) == (0, "It works.\n", "")
    assert again.returncode == 0
    assert elsewhere.returncode != 0
