"""Videos: decoded and encoded anew as H.264 and AAC in an MP4 that starts before it is loaded.

Runs in a process of its own (`decoding.py`): the files come from anywhere.
"""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
from av.error import FFmpegError
from av.filter import Graph

from app.errors import Invalid, TooLarge, WrongType
from app.media.pictures import make_widths
from app.media.results import Encoded, MadeFile, Video

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from PIL.Image import Image as PilImage

MAX_SECONDS = 300
# A second of grace: containers round.
GRACE_SECONDS = 1
MAX_PIXELS = 4_096 * 2_304
LONG_SIDE = 1_280
MAX_RATE = 30
TIME_BASE = Fraction(1, 30_000)
POSTER_AFTER_SECONDS = 0.5
MAX_EARLY_FRAMES = 500

BROKEN = "That video is damaged or not all there. Try another copy."
TOO_LONG = "That video is longer than 5 minutes. Try a shorter one."
_BROKEN_ERRORS = (FFmpegError, ValueError, OverflowError, IndexError, ZeroDivisionError, AttributeError)


@contextmanager
def _opened(source: Path, demuxer: str) -> Iterator[tuple[InputContainer, VideoStream]]:
    """The container and its picture track.

    Raises:
        Invalid: it is broken.
        TooLarge: it is too long, or has too many pixels.
        WrongType: there is nothing to see in it.
    """
    try:
        # The demuxer is given, so that no playlist sends us for other files.
        with av.open(str(source), format=demuxer, options={"protocol_whitelist": "file"}) as container:
            if not container.streams.video:
                raise WrongType("There is no picture in that video.")
            stream = container.streams.video[0]
            if (container.duration or 0) / av.time_base > MAX_SECONDS + GRACE_SECONDS:
                raise TooLarge(TOO_LONG)
            if stream.width * stream.height > MAX_PIXELS:
                raise TooLarge("That video has too many pixels. Try a smaller one.")
            yield container, stream
    except MemoryError as error:
        raise TooLarge("That video has too many pixels. Try a smaller one.") from error
    except _BROKEN_ERRORS as error:
        raise Invalid(file=BROKEN) from error


def probe_video(source: Path, folder: Path, demuxer: str) -> Video:
    """The poster and the length."""
    with _opened(source, demuxer) as (container, stream):
        stream.thread_type = "AUTO"
        poster = _poster(container, stream)
        if poster is None:
            raise Invalid(file=BROKEN)
        seconds = (container.duration or 0) / av.time_base
        rate = float(stream.average_rate or MAX_RATE)
        picture = make_widths(poster, folder)
    # Its widths are those of the poster files: KEY-p480.webp.
    for made in picture.files:
        made.part = f"p{made.part}"
    return Video(picture, round(seconds * 1_000), round(seconds * rate * stream.width * stream.height))


def _poster(container: InputContainer, stream: VideoStream) -> PilImage | None:
    chosen: VideoFrame | None = None
    for frame in container.decode(stream):
        chosen = frame
        if _time_of(frame) >= POSTER_AFTER_SECONDS:
            break
    if chosen is None:
        return None
    picture = _picture_of(chosen)
    return picture.rotate(chosen.rotation, expand=True) if chosen.rotation else picture


def _picture_of(frame: Any) -> PilImage:
    picture: PilImage = frame.to_image().convert("RGB")
    return picture


def _time_of(frame: Any) -> float:
    return float(frame.time or 0)


def encode_video(source: Path, folder: Path, demuxer: str, report: Callable[[int], None]) -> Encoded:
    """The video for the web; `report` is told how many percent are done."""
    target = folder / "video.mp4"
    with _opened(source, demuxer) as (container, stream):
        stream.thread_type = "AUTO"
        total = (container.duration or 0) / av.time_base
        with av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as output:
            encoder = _Encoder(container, stream, output)
            seconds, told = 0.0, 0
            for seconds in encoder.run():
                if seconds > MAX_SECONDS + GRACE_SECONDS:
                    raise TooLarge(TOO_LONG)
                percent = min(99, int(100 * seconds / total)) if total else 0
                if percent >= told + 5:
                    told = percent
                    report(percent)
            width, height = encoder.size
    if width == 0:
        raise Invalid(file=BROKEN)
    return Encoded(width, height, round(max(seconds, total) * 1_000), [MadeFile("video", "mp4", str(target))])


class _Encoder:
    """Reads one container and writes another, packet by packet."""

    def __init__(self, container: InputContainer, stream: VideoStream, output: Any) -> None:
        self._container = container
        self._stream = stream
        self._output = output
        self.size = (0, 0)
        self._graph: Graph | None = None
        self._shape: tuple[Any, ...] = ()
        self._video: Any = None
        self._last_pts = -1
        self._start: float | None = None
        self._sound: Any = container.streams.audio[0] if container.streams.audio else None
        self._audio: Any = None
        self._resampler: Any = None
        if self._sound is not None:
            self._audio = output.add_stream("aac", rate=48_000, layout="stereo", bit_rate=128_000)
            self._resampler = av.AudioResampler(format="fltp", layout="stereo", rate=48_000)
        self._samples = 0
        # Both tracks have to be known before the first packet is written.
        self._early: list[Any] = []

    def run(self) -> Iterator[float]:
        """Encode everything; gives the seconds done."""
        streams = [self._stream] if self._sound is None else [self._stream, self._sound]
        for packet in self._container.demux(*streams):
            try:
                frames = packet.decode()
            except FFmpegError:
                if self._last_pts < 0:
                    raise
                continue  # A torn frame in the middle: the rest is still worth having.
            for frame in frames:
                if isinstance(frame, av.VideoFrame):
                    yield self._see(frame)
                elif isinstance(frame, av.AudioFrame):
                    self._hear(frame)
        self._end()

    def _end(self) -> None:
        if self._video is not None:
            self._output.mux(self._video.encode(None))
        if self._audio is not None and self._video is not None:
            self._hear(None)
            self._output.mux(self._audio.encode(None))

    def _see(self, frame: VideoFrame) -> float:
        time = _time_of(frame)
        self._start = time if self._start is None else self._start
        seconds = max(0.0, time - self._start)
        pts = round(seconds / TIME_BASE)
        # At most so many pictures a second.
        if self._last_pts >= 0 and pts - self._last_pts < 0.9 / MAX_RATE / TIME_BASE:
            return seconds
        shape = (frame.width, frame.height, frame.format.name, frame.rotation)
        if self._graph is None or shape != self._shape:
            self._build(frame, shape)
        assert self._graph is not None  # noqa: S101
        self._graph.vpush(frame)
        made = self._graph.vpull()
        made.pts, made.time_base, made.pict_type = pts, TIME_BASE, 0
        self._last_pts = pts
        self._output.mux(self._video.encode(made))
        return seconds

    def _build(self, frame: VideoFrame, shape: tuple[Any, ...]) -> None:
        """Filters that turn a frame upright, shrink it, and bring it to the encoder's format."""
        turns = round(frame.rotation / 90) % 4
        width, height = (frame.height, frame.width) if turns % 2 else (frame.width, frame.height)
        if self._video is None:
            share = min(1.0, LONG_SIDE / max(width, height))
            self.size = (max(2, round(width * share / 2) * 2), max(2, round(height * share / 2) * 2))
            self._video = self._output.add_stream("libx264", rate=MAX_RATE)
            self._video.width, self._video.height = self.size
            self._video.pix_fmt = "yuv420p"
            self._video.codec_context.time_base = TIME_BASE
            self._video.options = {"preset": "veryfast", "crf": "26", "threads": "2"}
        graph = Graph()
        last: Any = graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=self._stream.time_base
        )
        steps = [("transpose", "cclock")] if turns == 1 else [("transpose", "clock")] if turns == 3 else []
        steps += [("hflip", ""), ("vflip", "")] if turns == 2 else []
        steps += [("scale", f"{self.size[0]}:{self.size[1]}"), ("setsar", "1"), ("format", "pix_fmts=yuv420p")]
        for name, arguments in steps:
            step = graph.add(name, arguments) if arguments else graph.add(name)
            last.link_to(step)
            last = step
        last.link_to(graph.add("buffersink"))
        graph.configure()
        self._graph, self._shape = graph, shape

    def _hear(self, frame: Any) -> None:
        if self._video is None:
            if len(self._early) < MAX_EARLY_FRAMES:
                self._early.append(frame)
            return
        early, self._early = self._early, []
        for one in [*early, frame]:
            self._write_sound(one)

    def _write_sound(self, frame: Any) -> None:
        try:
            for sound in self._resampler.resample(frame):
                sound.pts, sound.time_base = self._samples, Fraction(1, 48_000)
                self._samples += sound.samples
                self._output.mux(self._audio.encode(sound))
        except FFmpegError:
            return  # Sound of a kind that cannot be resampled: the pictures go on without it.
