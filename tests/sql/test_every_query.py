"""Every file of app/sql is prepared on the migrated schema and compared with its typed function."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import types
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import pytest

import app.store
from app.query import PLACE, SQL_DIR, Query

if TYPE_CHECKING:
    import asyncpg

for _module in pkgutil.iter_modules(app.store.__path__):
    importlib.import_module(f"app.store.{_module.name}")

ALL_FILES = sorted(path.relative_to(SQL_DIR).with_suffix("").as_posix() for path in SQL_DIR.rglob("*.sql"))
# What several queries have in common; prepared as a part of each.
PARTS = [name for name in ALL_FILES if "/_" in name]
FILES = [name for name in ALL_FILES if name not in PARTS]
STORE_DIR = Path(app.store.__path__[0])

PYTHON_TYPES: dict[str, set[type]] = {
    "int2": {int},
    "int4": {int},
    "int8": {int},
    "numeric": {int, float},
    "float4": {float},
    "float8": {float},
    "text": {str},
    "varchar": {str},
    "bool": {bool},
    "bytea": {bytes},
    "timestamptz": {datetime},
    "jsonb": {str},
    "interval": {object},
    "xid": {int},
    # A row of another query.
    "record": {tuple},
}


def plain_types(annotation: Any) -> set[type]:
    """`int | None` → {int}; `list[int]` → {list}."""
    if get_origin(annotation) in {Union, types.UnionType}:
        return {plain for part in get_args(annotation) if part is not type(None) for plain in plain_types(part)}
    return {get_origin(annotation) or annotation}


def columns_of(row: type) -> dict[str, Any]:
    """Names in order and types, of a dataclass or a NamedTuple; a NamedTuple among the fields stands for its own."""
    hints = get_type_hints(row)
    names = getattr(row, "_fields", ()) or [field.name for field in dataclasses.fields(row)]
    columns: dict[str, Any] = {}
    for name in names:
        columns |= columns_of(hints[name]) if hasattr(hints[name], "_fields") else {name: hints[name]}
    return columns


@pytest.mark.parametrize("name", FILES)
def test_a_query_file_is_named_like_its_one_caller(name: str) -> None:
    assert name in Query.registry, f"{name}.sql has no caller in app/store"

    subject = name.partition("/")[0]
    assert (STORE_DIR / f"{subject}.py").exists() or (STORE_DIR / subject).is_dir(), f"no app/store/{subject}.py"


@pytest.mark.parametrize("name", FILES)
async def test_a_query_fits_the_schema_and_its_row(name: str, db: asyncpg.Connection[asyncpg.Record]) -> None:
    query = Query.registry[name]

    statement = await db.prepare(query.sql.text)

    if query.sql.returns in {"many", "one", "maybe"}:
        assert query.row is not None, f"{name}: returns rows, so it needs a row type"
        hints = columns_of(query.row)
        attributes = list(statement.get_attributes())
        if PLACE in query.sql.parameters:
            assert attributes.pop(0).name == PLACE, f"{name}: the place in the batch comes first"
        assert [attribute.name for attribute in attributes] == list(hints)
        for attribute in attributes:
            expected = {list} if attribute.type.kind == "array" else PYTHON_TYPES[attribute.type.name]
            assert plain_types(hints[attribute.name]) & expected, f"{name}: {attribute.name}"
    elif query.sql.returns == "value":
        assert len(statement.get_attributes()) == 1


@pytest.mark.parametrize("name", PARTS)
def test_a_part_has_several_queries(name: str) -> None:
    users = [file for file in FILES if f": {name}\n" in (SQL_DIR / f"{file}.sql").read_text(encoding="utf-8")]

    assert len(users) > 1, f"{name}.sql belongs into {users}"


@pytest.mark.parametrize("name", ALL_FILES)
def test_a_query_says_in_its_first_line_what_it_answers(name: str) -> None:
    first = (SQL_DIR / f"{name}.sql").read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith("-- ")
    assert not first.startswith("-- returns:")


def store_functions() -> list[tuple[str, ast.AsyncFunctionDef]]:
    """Every public function of the store with its file."""
    found = []
    for path in sorted(STORE_DIR.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [(path.name, node) for node in tree.body if isinstance(node, ast.AsyncFunctionDef)]
    return found


@pytest.mark.parametrize(("file", "function"), store_functions(), ids=lambda value: getattr(value, "name", value))
def test_a_store_function_passes_parameters_by_keyword(file: str, function: ast.AsyncFunctionDef) -> None:
    assert len(function.args.args) <= 1, f"{file}: {function.name} takes more than the connection by position"


def test_row_types_are_frozen() -> None:
    for query in Query.registry.values():
        if query.row is not None and not issubclass(query.row, tuple):
            assert getattr(query.row, "__dataclass_params__").frozen, query.row  # noqa: B009
