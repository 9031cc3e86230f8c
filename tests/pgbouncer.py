"""PgBouncer in transaction mode between the web processes and PostgreSQL, for `make test-pgbouncer`."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qsl, urlsplit

from app.launch.accounts import server_account
from app.launch.ports import free_port
from app.launch.processes import start_process, stop_process, wait_until

if TYPE_CHECKING:
    from types import TracebackType

START_SECONDS = 30
# From here on it knows on which server connection a statement is prepared.
PREPARED_STATEMENTS = (1, 21)
CONFIGURATION = """
[databases]
{database} = host={host} port={port} user={user}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own_port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
max_client_conn = 1000
default_pool_size = 20
{prepared}
"""


def program() -> str | None:
    """Where PgBouncer is installed, if it is."""
    return shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")


class PgBouncer:
    """`with PgBouncer(url) as pooler:` then `pooler.url`, the same database through the pooler."""

    def __init__(self, database_url: str) -> None:
        found = program()
        assert found is not None, "PgBouncer is not installed. On Debian or Ubuntu: apt-get install pgbouncer"
        self._program = found
        self._server = urlsplit(database_url)
        self._port = free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="skein-pgbouncer-"))
        self._process: subprocess.Popen[bytes] | None = None
        version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
        numbers = re.search(r"(\d+)\.(\d+)", version)
        assert numbers is not None, version
        self._is_preparing = (int(numbers[1]), int(numbers[2])) >= PREPARED_STATEMENTS

    @property
    def url(self) -> str:
        """The address of the database through the pooler."""
        return self._server._replace(netloc=f"{self._server.username}@127.0.0.1:{self._port}", query="").geturl()

    @property
    def statement_cache(self) -> int:
        """What DATABASE_STATEMENT_CACHE has to be with this version."""
        return 256 if self._is_preparing else 0

    def __enter__(self) -> Self:
        account = server_account()
        self._folder.chmod(0o755)
        configuration = self._folder / "pgbouncer.ini"
        at_socket = dict(parse_qsl(self._server.query))
        configuration.write_text(
            CONFIGURATION.format(
                database=self._server.path.lstrip("/"),
                host=at_socket.get("host", self._server.hostname),
                port=at_socket.get("port", self._server.port),
                user=self._server.username,
                own_port=self._port,
                prepared="max_prepared_statements = 300" if self._is_preparing else "",
            )
        )
        log = self._folder / "pgbouncer.log"
        with log.open("wb") as output:
            self._process = start_process(
                [self._program, configuration], death_signal=signal.SIGTERM, account=account, output=output
            )
        assert wait_until(self._answers, START_SECONDS), log.read_text()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            stop_process(self._process, (signal.SIGTERM, 5))
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
        except OSError:
            return False
        return True
