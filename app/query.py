"""SQL files as typed queries: finds the file, turns `:name` into `$n`, gives typed rows.

A file in `app/sql/SUBJECT/NAME.sql` begins with comments: one sentence of what it answers, and
`-- returns: many | one | maybe | value | none`. What several queries have in common stands in a file whose name begins
with `_`, a SELECT, which a line makes a CTE of a query: `-- and NAME: SUBJECT/_FILE` behind its other CTEs,
`-- with …` where it has none. A query whose first column is the parameter `:place` is sent in batches (app/pool.py);
its rows are given without it. See docs/ARCHITECTURE.md for the house rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from app.errors import Unavailable
from app.pool import AWAY, Pool

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.db import Executor

SQL_DIR = Path(__file__).parent / "sql"
RETURNS = frozenset({"many", "one", "maybe", "value", "none"})
PLACE = "place"

RowT = TypeVar("RowT")

# What may hold a colon that is no parameter is matched first and passed through.
_TOKEN = re.compile(
    r"""
      (?P<comment>--[^\n]*|/\*.*?\*/)
    | (?P<quoted>[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*")
    | (?P<dollar>\$(?P<tag>[A-Za-z_]*)\$.*?\$(?P=tag)\$)
    | (?P<cast>::)
    | (?P<slice>(?<=[\w\]]):)
    | :(?P<name>[a-z_][a-z0-9_]*)
    """,
    re.VERBOSE | re.DOTALL,
)


_PART = re.compile(r"^-- (?P<place>with|and) (?P<name>\w+): (?P<file>\w+/_\w+)$", re.MULTILINE)
_BEFORE = {"with": "WITH ", "and": ", "}


class BadQueryFile(ValueError):
    """A SQL file breaks a house rule; the message names file and rule."""


@dataclass(frozen=True, slots=True)
class ParsedSql:
    """The text as PostgreSQL takes it, and the parameter names in the order of `$1`, `$2` …"""

    text: str
    parameters: tuple[str, ...]
    returns: str


def read_sql(name: str) -> str:
    """The text of a query with its parts.

    Raises:
        FileNotFoundError: there is no such file, or no such part.
    """

    def part(match: re.Match[str]) -> str:
        return f"{_BEFORE[match['place']]}{match['name']} AS (\n{_text(match['file'])}\n)\n"

    return _PART.sub(part, _text(name))


def _text(name: str) -> str:
    return (SQL_DIR / f"{name}.sql").read_text(encoding="utf-8")


def parse_sql(source: str, *, where: str = "query") -> ParsedSql:
    """Number the parameters of one statement and read its header.

    Raises:
        BadQueryFile: no or an unknown `-- returns:` line, or a `;`.
    """
    header = re.search(r"^-- returns: (\w+)\s*$", source, re.MULTILINE)
    if header is None or header.group(1) not in RETURNS:
        raise BadQueryFile(f"{where}: needs a line '-- returns: {' | '.join(sorted(RETURNS))}'")
    names: list[str] = []

    def replace(match: re.Match[str]) -> str:
        name = match.group("name")
        if match.group("comment"):
            return ""
        if name is None:
            return match.group()
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    text = _TOKEN.sub(replace, source).strip()
    if ";" in re.sub(r"'[^']*'", "", text):
        raise BadQueryFile(f"{where}: one statement, without ';'")
    return ParsedSql(text, tuple(names), header.group(1))


class Query(Generic[RowT]):
    """One SQL file. Its methods take a connection or the pool, and the parameters by keyword.

    Raises (every method):
        Unavailable: PostgreSQL is away.
    """

    registry: dict[str, Query[Any]] = {}  # noqa: RUF012  filled at import, read by tests/sql

    def __init__(self, name: str, row: type[RowT] | None = None, *, make: Callable[[Any], RowT] | None = None) -> None:
        self.name = name
        self.row = row
        # NamedTuples, for the hottest rows, are made without going through the arguments of a call. `make` is for rows
        # whose fields are not plainly the columns.
        self._make: Callable[[Any], RowT] | None = make or getattr(row, "_make", None)
        self.sql = parse_sql(read_sql(name), where=name)
        self._place = self.sql.parameters.index(PLACE) if PLACE in self.sql.parameters else None
        if name in Query.registry:
            raise BadQueryFile(f"{name}: has two callers; a query has exactly one store function")
        Query.registry[name] = self

    def _arguments(self, parameters: dict[str, Any]) -> list[Any]:
        if self._place is not None:
            parameters[PLACE] = 0
        try:
            arguments = [parameters[name] for name in self.sql.parameters]
        except KeyError as error:
            raise TypeError(f"{self.name}: parameter {error} is missing") from None
        if len(arguments) != len(parameters):
            unknown = set(parameters) - set(self.sql.parameters)
            raise TypeError(f"{self.name}: unknown parameters {sorted(unknown)}")
        return arguments

    async def many(self, db: Executor, **parameters: Any) -> list[RowT]:
        """All rows."""
        assert self.row is not None  # noqa: S101  a programming error, found by the first call
        row = self.row
        records = await self.records(db, **parameters)
        if self._make is not None:
            return list(map(self._make, records))
        return [row(*record) for record in records]

    async def records(self, db: Executor, **parameters: Any) -> list[Any]:
        """All rows as they come, for a caller that makes its own of them."""
        arguments = self._arguments(parameters)
        try:
            if self._place is None:
                return await db.fetch(self.sql.text, *arguments)
            if isinstance(db, Pool):
                rows = await db.fetch_batched(self.sql.text, arguments, self._place)
            else:
                rows = await db.fetch(self.sql.text, *arguments)
        except AWAY as error:
            raise Unavailable from error
        return [row[1:] for row in rows]

    async def maybe(self, db: Executor, **parameters: Any) -> RowT | None:
        """The row, or None."""
        assert self.row is not None  # noqa: S101
        if self._place is None:
            try:
                record = await db.fetchrow(self.sql.text, *self._arguments(parameters))
            except AWAY as error:
                raise Unavailable from error
        else:
            record = next(iter(await self.records(db, **parameters)), None)
        if record is None:
            return None
        return self.row(*record) if self._make is None else self._make(record)

    async def one(self, db: Executor, **parameters: Any) -> RowT:
        """The row, which has to be there."""
        row = await self.maybe(db, **parameters)
        if row is None:
            raise LookupError(f"{self.name}: no row")
        return row

    async def value(self, db: Executor, **parameters: Any) -> Any:
        """The first column of the first row, or None."""
        try:
            return await db.fetchval(self.sql.text, *self._arguments(parameters))
        except AWAY as error:
            raise Unavailable from error

    async def none(self, db: Executor, **parameters: Any) -> int:
        """Run it; gives the number of rows it touched."""
        try:
            status = await db.execute(self.sql.text, *self._arguments(parameters))
        except AWAY as error:
            raise Unavailable from error
        return int(status.rpartition(" ")[2])
