"""A real S3 server for the tests, on a free port."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from app.storage.s3 import S3Storage

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from app.settings import Settings


class S3Server:
    """`with S3Server(folder) as server:` then `server.settings(settings)` with a bucket of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key, self._secret = secrets.token_hex(10), secrets.token_hex(20)
        self._socket = socket.socket()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(128)
        self._socket.set_inheritable(True)
        environment = {
            **os.environ,
            "NANIO_ACCESS_KEY": self._key,
            "NANIO_SECRET_KEY": self._secret,
            "NANIO_DATA_DIR": str(self._folder),
        }
        number = self._socket.fileno()
        command = ["-m", "uvicorn", "nanio.app:build_app", "--factory", "--fd", str(number), "--log-level", "error"]
        self._process = subprocess.Popen([sys.executable, *command], env=environment, pass_fds=[number])
        return self

    def settings(self, settings: Settings) -> Settings:
        """These settings, with a new bucket."""
        return replace(
            settings,
            s3_bucket=f"bucket-{secrets.token_hex(6)}",
            s3_endpoint_url=f"http://127.0.0.1:{self._socket.getsockname()[1]}",
            s3_access_key_id=self._key,
            s3_secret_access_key=self._secret,
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=20)
        self._socket.close()


async def make_bucket(settings: Settings) -> None:
    """Make the bucket that the settings name."""
    storage = S3Storage(settings)
    await storage.open()
    await storage._client.create_bucket(Bucket=settings.s3_bucket)
    await storage.close()
