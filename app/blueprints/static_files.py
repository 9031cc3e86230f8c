"""CSS, JavaScript and icons under an address that holds the hash of them all.

`/static/HASH/js/main.js` never changes, so browsers keep it for a year; relative imports inside stay below
the same hash. Files are small and few: each is read and compressed once per process.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from quart import Response, request

from app.errors import NotFound

STATIC_DIR = Path(__file__).parent.parent / "static"
YEAR = 31_536_000
_COMPRESSIBLE = ("text/", "application/javascript", "image/svg+xml", "application/json", "application/manifest+json")


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    compressed: bytes | None
    mime_type: str


class StaticFiles:
    """All files of `app/static`, by their path below it."""

    def __init__(self, folder: Path = STATIC_DIR) -> None:
        self._files: dict[str, _File] = {}
        digest = hashlib.sha256()
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                name = path.relative_to(folder).as_posix()
                self._files[name] = _read(path)
                digest.update(name.encode() + b"\0" + self._files[name].content)
        self.version = digest.hexdigest()[:12]

    def url(self, name: str) -> str:
        """The address of a file, good for a year."""
        return f"/static/{self.version}/{name}"

    def respond(self, path: str) -> Response:
        """Answer `/static/PATH`, with or without the hash in front.

        Raises:
            NotFound: there is no such file.
        """
        version, _, rest = path.partition("/")
        is_current = version == self.version
        file = self._files.get(rest) if rest else None
        file = file or self._files.get(path)
        if file is None:
            raise NotFound
        accepts_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
        body = file.compressed if file.compressed is not None and accepts_gzip else file.content
        response = Response(body, content_type=file.mime_type)
        response.set_etag(self.version)
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if is_current else "no-cache"
        if file.compressed is not None:
            response.headers["Vary"] = "Accept-Encoding"
            if body is file.compressed:
                response.headers["Content-Encoding"] = "gzip"
        if self.version in request.if_none_match:
            response.status_code = 304
            response.set_data(b"")
        return response


def _read(path: Path) -> _File:
    content = path.read_bytes()
    mime_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if path.suffix == ".js":
        mime_type = "text/javascript"
    is_text = mime_type.startswith(_COMPRESSIBLE)
    compressed = gzip.compress(content, 9, mtime=0) if is_text else None
    return _File(content, compressed, f"{mime_type}; charset=utf-8" if is_text else mime_type)


async def show_service_worker() -> Response:
    """The script that runs while no page is open. It stands at the root, because it rules what is below its address."""
    from app.blueprints.current import parts

    return parts().static_files.respond("js/service_worker.js")


async def show_file(path: str) -> Response:
    """The route of all static files."""
    from app.blueprints.current import parts

    return parts().static_files.respond(path)
