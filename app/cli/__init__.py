"""The `skein` command: one module per sub-command, each with `HELP`, `add_arguments` and `run`."""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import TYPE_CHECKING, Protocol, cast

from app.launch.processes import LaunchError
from app.observe.extras import check_extras
from app.settings import InvalidSetting, Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    "run",
    "web",
    "worker",
    "migrate",
    "demo",
    "train",
    "model",
    "evaluate",
    "role",
    "storage",
    "backup",
    "restore",
    "psql",
    "settings",
    "simulate",
)


class Command(Protocol):
    """What a sub-command's module offers; `__doc__` is shown by `skein NAME --help`."""

    HELP: str
    __doc__: str | None

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, arguments: argparse.Namespace, settings: Settings) -> int:
        """Do the work; gives the exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command; what goes wrong by circumstance is one line, not a traceback."""
    commands = {name: cast("Command", importlib.import_module(f"app.cli.{name}")) for name in COMMANDS}
    arguments = _parser(commands).parse_args(argv)
    try:
        settings = load_settings()
        check_extras(settings)
        return commands[arguments.command].run(arguments, settings)
    except InvalidSetting as error:
        print(f"skein: {error}", file=sys.stderr)
        return 2
    except LaunchError as error:
        print(f"skein: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser(commands: dict[str, Command]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="skein",
        description="Skein, a social network for a few or for many.",
        epilog="Settings are environment variables: `skein settings` lists them.",
    )
    choices = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in commands.items():
        sub_parser = choices.add_parser(
            name,
            help=command.HELP,
            description=command.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_arguments(sub_parser)
    return parser
