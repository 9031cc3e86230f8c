"""Starting Skein's own PostgreSQL and Valkey as child processes, for `skein run` and for the tests."""

from __future__ import annotations

from app.launch.postgres import OwnPostgres
from app.launch.processes import LaunchError
from app.launch.valkey import OwnValkey

__all__ = ["LaunchError", "OwnPostgres", "OwnValkey"]
