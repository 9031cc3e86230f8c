"""The `skein` command itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.cli import COMMANDS, main
from tests.launch.conftest import skein

if TYPE_CHECKING:
    from pathlib import Path


def test_help_lists_every_command() -> None:
    shown = skein("--help")

    assert shown.returncode == 0
    assert all(f"\n    {name} " in shown.stdout for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 4


def test_an_invalid_setting_is_one_line() -> None:
    shown = skein("run", PORT="many")

    assert shown.returncode == 2
    assert shown.stderr == "skein: PORT is 'many'; it has to be int\n"


def test_a_data_folder_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").touch()

    shown = skein("run", SKEIN_DATA=str(tmp_path / "data"), PORT="0")

    assert shown.returncode == 1
    assert shown.stderr == f"skein: {tmp_path / 'data'} is a file; SKEIN_DATA has to be a folder.\n"


def test_a_database_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    shown = skein("migrate", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none", SKEIN_DATA=str(tmp_path))

    assert shown.returncode == 1
    assert shown.stderr.startswith("skein: PostgreSQL cannot be reached: ")
    assert len(shown.stderr.splitlines()) == 1


def test_psql_and_migrate_start_a_database_when_none_runs(tmp_path: Path) -> None:
    data = str(tmp_path / "data")

    before = skein("migrate", "--check", SKEIN_DATA=data)
    applied = skein("migrate", SKEIN_DATA=data)
    after = skein("migrate", "--check", SKEIN_DATA=data)
    shown = skein("psql", "--", "-Atc", "SELECT count(*) > 0 FROM schema_migrations", SKEIN_DATA=data)

    assert (before.returncode, applied.returncode, after.returncode) == (1, 0, 0), applied.stderr
    assert "0001_core is not applied" in before.stderr
    assert shown.stdout == "t\n"
