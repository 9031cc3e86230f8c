"""Files in a bucket of any server that speaks S3."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

from app.errors import NotFound, Unavailable
from app.storage.files import CHUNK_BYTES, StoredFile, checked_name, content_type_of, is_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from app.settings import Settings

# S3 takes parts of 5 MB and more; smaller files go in one piece.
PART_BYTES = 8 * 1024 * 1024
_MISSING = frozenset({"404", "NoSuchKey", "NotFound"})
_AWAY = (BotoCoreError, HTTPClientError, OSError)


class S3Storage:
    """A `Storage` in a bucket, which has to be there."""

    def __init__(self, settings: Settings) -> None:
        self._bucket = settings.s3_bucket
        self._options: dict[str, Any] = {
            "region_name": settings.s3_region,
            "endpoint_url": settings.s3_endpoint_url or None,
            "aws_access_key_id": settings.s3_access_key_id or None,
            "aws_secret_access_key": settings.s3_secret_access_key or None,
            # Checksums beyond what the protocol demands are unknown to many servers.
            "config": AioConfig(
                connect_timeout=3,
                read_timeout=20,
                retries={"max_attempts": 3, "mode": "standard"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                s3={"addressing_style": "path"} if settings.s3_endpoint_url else {},
            ),
        }
        self._stack = AsyncExitStack()
        self._client: Any = None

    async def open(self) -> None:
        """Make the client; nothing is sent yet."""
        self._client = await self._stack.enter_async_context(get_session().create_client("s3", **self._options))

    async def close(self) -> None:
        """Close its connections."""
        await self._stack.aclose()
        self._client = None

    async def put(self, name: str, source: Path) -> None:
        """Store a copy of a file; a large one goes in parts, so that no more than one is in memory."""
        size = (await asyncio.to_thread(source.stat)).st_size
        target = {"Bucket": self._bucket, "Key": checked_name(name)}
        if size > PART_BYTES:
            await self._put_parts(target, source, _type_of(name))
            return
        content = await asyncio.to_thread(source.read_bytes)
        await _asked(self._client.put_object(**target, Body=content, ContentType=_type_of(name)))

    async def _put_parts(self, target: dict[str, str], source: Path, content_type: str) -> None:
        upload = await _asked(self._client.create_multipart_upload(**target, ContentType=content_type))
        target = {**target, "UploadId": upload["UploadId"]}
        parts: list[dict[str, Any]] = []
        try:
            file = await asyncio.to_thread(source.open, "rb")
            with file:
                while piece := await asyncio.to_thread(file.read, PART_BYTES):
                    number = len(parts) + 1
                    answer = await _asked(self._client.upload_part(**target, PartNumber=number, Body=piece))
                    parts.append({"PartNumber": number, "ETag": answer["ETag"]})
            await _asked(self._client.complete_multipart_upload(**target, MultipartUpload={"Parts": parts}))
        except BaseException:
            await _asked(self._client.abort_multipart_upload(**target))
            raise

    async def read(self, name: str, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """The file, or a part of it, in pieces."""
        last = "" if length is None else start + length - 1
        some = {} if start == 0 and length is None else {"Range": f"bytes={start}-{last}"}
        answer = await _asked(self._client.get_object(Bucket=self._bucket, Key=checked_name(name), **some))
        async with answer["Body"] as body:
            while piece := await body.read(CHUNK_BYTES):
                yield piece

    async def size(self, name: str) -> int:
        """Its length."""
        answer = await _asked(self._client.head_object(Bucket=self._bucket, Key=checked_name(name)))
        return int(answer["ContentLength"])

    async def delete(self, name: str) -> None:
        """Remove a file, if it is there."""
        await _asked(self._client.delete_object(Bucket=self._bucket, Key=checked_name(name)))

    async def list(self) -> AsyncIterator[StoredFile]:
        """All files of the bucket."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket)
        async for page in pages:
            for found in page.get("Contents", ()):
                if is_name(found["Key"]):
                    yield StoredFile(found["Key"], found["Size"])


def _type_of(name: str) -> str:
    try:
        return content_type_of(name)
    except NotFound:
        return "application/octet-stream"


async def _asked(call: Any) -> Any:
    """The answer of the server, its refusals as errors of ours.

    Raises:
        NotFound: there is no such file.
        Unavailable: the server is away.
    """
    try:
        return await call
    except ClientError as error:
        if str(error.response.get("Error", {}).get("Code")) in _MISSING:
            raise NotFound from error
        raise Unavailable from error
    except _AWAY as error:
        raise Unavailable from error
