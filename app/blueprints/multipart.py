"""Forms with files, read in pieces: fields into memory, files onto the disk, limits enforced on the way."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quart import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge, RequestTimeout
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from app.blueprints.current import parts
from app.errors import Invalid, SkeinError, TooLarge, WrongType
from app.media.sniffing import ANY_TYPE, SNIFFED_BYTES, FileType, sniff
from app.media.uploads import Upload, work_folder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path
    from typing import BinaryIO

MAX_FIELD_BYTES = 200_000
MAX_FIELDS_BYTES = 500_000
MAX_PARTS = 100
# Written to the disk at once.
WRITTEN_BYTES = 128 * 1024
# Of the header of a part, or of a piece of its content, that waits in the parser.
MAX_WAITING_BYTES = 1_000_000
STALLED_SECONDS = 60
NOT_A_FORM = "That form is damaged. Try again."


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file field: an upload, or why it was refused."""

    name: str
    upload: Upload | None = None
    error: SkeinError | None = None

    def taken(self) -> Upload:
        """The upload.

        Raises:
            SkeinError: why it was refused.
        """
        if self.upload is None:
            raise self.error or Invalid(file="Choose a file.")
        return self.upload


@dataclass(slots=True)
class ReceivedForm:
    """A form whose files are in a folder that goes with it."""

    fields: MultiDict[str, str] = field(default_factory=MultiDict)
    files: list[ReceivedFile] = field(default_factory=list)

    def file(self, name: str) -> Upload | None:
        """The first file of this field; None when none was chosen.

        Raises:
            SkeinError: why it was refused.
        """
        found = next((file for file in self.files if file.name == name), None)
        return None if found is None else found.taken()


@asynccontextmanager
async def received_form(
    *file_fields: str,
    most_files: int = 1,
    reads_on: bool = False,
    type_of: Callable[[bytes], FileType] = sniff,
) -> AsyncIterator[ReceivedForm]:
    """The form of this request. A form without files is read as any other, and no body at all is an empty one.

    Args:
        file_fields: names of the fields whose files are taken; others are passed over.
        most_files: of more files the rest is refused.
        reads_on: a refused file does not end the reading, so that nothing that was typed is lost.
        type_of: tells the type by the first bytes, and refuses what is not taken here.

    Raises:
        WrongType: the body is no form.
        Invalid: it is damaged.
        TooLarge: it is, or a file of it.
    """
    if request.mimetype == "application/x-www-form-urlencoded":
        yield ReceivedForm(await request.form)
        return
    if not request.mimetype and not request.content_length:
        yield ReceivedForm()
        return
    if request.mimetype != "multipart/form-data":
        raise WrongType("Send it as multipart/form-data, with the file in a field called file.")
    boundary = request.mimetype_params.get("boundary", "")
    if not boundary:
        raise Invalid(NOT_A_FORM)
    async with work_folder(parts().settings.uploads_dir) as folder:
        reader = _Reader(folder, frozenset(file_fields), most_files, reads_on, type_of)
        decoder = MultipartDecoder(boundary.encode("latin-1", "replace"), MAX_WAITING_BYTES, max_parts=MAX_PARTS)
        try:
            async for data in _pieces():
                decoder.receive_data(data)
                await reader.take(decoder)
        except RequestEntityTooLarge as error:
            raise TooLarge from error
        except (ValueError, AttributeError) as error:
            raise Invalid(NOT_A_FORM) from error
        finally:
            await reader.close()
        yield reader.form


async def _pieces() -> AsyncIterator[bytes | None]:
    """The body as it comes, None at its end; a sender who stops sending is not waited for.

    Raises:
        RequestTimeout: nothing came for a minute.
    """
    body = aiter(request.body)
    while True:
        try:
            async with asyncio.timeout(STALLED_SECONDS):
                data = await anext(body)
        except StopAsyncIteration:
            break
        except TimeoutError as error:
            raise RequestTimeout("The upload came to a halt. Try again.") from error
        yield data
    yield None


class _Reader:
    """Puts the parts of a form where they belong."""

    def __init__(
        self,
        folder: Path,
        file_fields: frozenset[str],
        most_files: int,
        reads_on: bool,
        type_of: Callable[[bytes], FileType],
    ) -> None:
        self._type_of = type_of
        self.form = ReceivedForm()
        self._folder = folder
        self._file_fields = file_fields
        self._most_files = most_files
        self._reads_on = reads_on
        self._field: str | None = None
        self._text = bytearray()
        self._fields_bytes = 0
        self._file: _IncomingFile | None = None

    async def take(self, decoder: MultipartDecoder) -> None:
        """Everything that can be read by now."""
        while True:
            event = decoder.next_event()
            if isinstance(event, NeedData | Epilogue):
                return
            if isinstance(event, Field):
                self._field, self._text = event.name or "", bytearray()
            elif isinstance(event, File):
                self._begin(event)
            elif isinstance(event, Data):
                await self._add(event)

    async def close(self) -> None:
        """Let go of a file that was not finished."""
        if self._file is not None:
            await self._file.close()

    def _begin(self, event: File) -> None:
        self._field, self._file = None, None
        # A file field that nothing was chosen in has an empty name.
        if event.name not in self._file_fields or not event.filename:
            return
        number = len(self.form.files)
        if number >= self._most_files:
            self._refuse(event.name, Invalid(**{event.name: f"At most {self._most_files} files at once."}))
            return
        self._file = _IncomingFile(event.name, self._folder / f"file-{number}", self._type_of)

    async def _add(self, event: Data) -> None:
        if self._field is not None:
            self._add_text(self._field, event)
            return
        if self._file is None:
            return
        file = self._file
        try:
            await file.add(event.data)
            if not event.more_data:
                self.form.files.append(ReceivedFile(file.field, await file.finish()))
                self._file = None
        except SkeinError as error:
            await file.close()
            self._file = None
            self._refuse(file.field, error)

    def _add_text(self, name: str, event: Data) -> None:
        self._text += event.data
        self._fields_bytes += len(event.data)
        if len(self._text) > MAX_FIELD_BYTES or self._fields_bytes > MAX_FIELDS_BYTES:
            raise TooLarge
        if not event.more_data:
            try:
                self.form.fields.add(name, self._text.decode())
            except UnicodeDecodeError as error:
                raise Invalid(**{name: "That isn't text in UTF-8."}) from error
            self._field = None

    def _refuse(self, name: str, error: SkeinError) -> None:
        if not self._reads_on:
            raise error
        self.form.files.append(ReceivedFile(name, error=error))


class _IncomingFile:
    """A file on its way to the disk."""

    def __init__(self, field_name: str, path: Path, type_of: Callable[[bytes], FileType]) -> None:
        self._type_of = type_of
        self.field = field_name
        self._path = path
        self._waiting = bytearray()
        self._size = 0
        self._type: FileType | None = None
        self._refusal: SkeinError | None = None
        self._file: BinaryIO | None = None

    async def add(self, data: bytes) -> None:
        """The next piece.

        Raises:
            TooLarge: it has become too large.
        """
        self._size += len(data)
        if self._refusal is None:
            self._waiting += data
        if self._type is None and self._refusal is None and self._size >= SNIFFED_BYTES:
            try:
                self._type = self._type_of(bytes(self._waiting[:SNIFFED_BYTES]))
            except SkeinError as error:
                # Read on, and throw away: of a file that is too large that is said, whatever it is.
                self._refusal = error
                self._waiting.clear()
        (self._type or ANY_TYPE).check_size(self._size)
        if len(self._waiting) >= WRITTEN_BYTES:
            await self._write()

    async def finish(self) -> Upload:
        """The whole file.

        Raises:
            Invalid: there is nothing in it.
            WrongType: it is of a type that we do not take.
        """
        if self._refusal is not None:
            raise self._refusal
        file_type = self._type or self._type_of(bytes(self._waiting))
        await self._write()
        await self.close()
        return Upload(self._path, self._size, file_type)

    async def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    async def _write(self) -> None:
        data, self._waiting = self._waiting, bytearray()
        await asyncio.to_thread(self._append, data)

    def _append(self, data: bytearray) -> None:
        if self._file is None:
            self._file = self._path.open("wb")
        self._file.write(data)
