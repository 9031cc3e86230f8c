"""A primary and a streaming replica of it, made by pg_basebackup; a test may pause, kill and start the replica."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

import asyncpg

from app.launch.accounts import server_account
from app.launch.binaries import postgres_bin
from app.launch.postgres import OwnPostgres

if TYPE_CHECKING:
    from types import TracebackType

LIMIT_SECONDS = 30
STREAMING = {"wal_level": "replica", "max_wal_senders": "5", "hot_standby_feedback": "on"}


class PostgresPair:
    """`with PostgresPair() as pair:` then `pair.primary.url` and `pair.replica.url`."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="skein-replica-"))
        self._folder.chmod(0o755)
        self.primary = OwnPostgres(self._folder / "primary", fast=True, options=STREAMING)
        self.replica = OwnPostgres(self._folder / "replica", fast=True, options=STREAMING)

    def __enter__(self) -> Self:
        try:
            self.primary.start()
            self._copy()
            self.replica.start()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    async def catch_up(self) -> None:
        """Return when the replica has replayed all that the primary has written."""
        primary, replica = await asyncpg.connect(self.primary.url), await asyncpg.connect(self.replica.url)
        try:
            written = await primary.fetchval("SELECT pg_current_wal_insert_lsn()::text")
            async with asyncio.timeout(LIMIT_SECONDS):
                while not await replica.fetchval("SELECT pg_last_wal_replay_lsn() >= $1::text::pg_lsn", written):
                    pass
        finally:
            await primary.close()
            await replica.close()

    async def pause(self) -> None:
        """Let the replica fall behind."""
        await self._on_replica("SELECT pg_wal_replay_pause()")

    async def resume(self) -> None:
        """Let it catch up again."""
        await self._on_replica("SELECT pg_wal_replay_resume()")

    async def _on_replica(self, statement: str) -> None:
        connection = await asyncpg.connect(self.replica.url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    def _copy(self) -> None:
        account = server_account()
        rules = self.primary.data_dir / "cluster" / "pg_hba.conf"
        with rules.open("a") as file:
            file.write("local replication all trust\nhost replication all 127.0.0.1/32 trust\n")
        programs = postgres_bin(account)
        subprocess.run([programs / "psql", "-Xqc", "SELECT pg_reload_conf()", self.primary.url], check=True)
        self.replica.data_dir.mkdir()
        shutil.copy(self.primary.data_dir / "password", self.replica.data_dir / "password")
        if account is not None:
            shutil.chown(self.replica.data_dir, account.uid, account.gid)
        subprocess.run(
            [
                programs / "pg_basebackup",
                f"--pgdata={self.replica.data_dir / 'cluster'}",
                f"--dbname={self.primary.url}",
                "--write-recovery-conf",
                "--checkpoint=fast",
                "--no-sync",
            ],
            check=True,
            cwd=self.replica.data_dir,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )

    def _end(self) -> None:
        self.replica.stop()
        self.primary.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
