"""Which sockets of this process listen to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.live.sockets import LiveSocket


class Index:
    """Sockets by person, by post and by session."""

    def __init__(self, *sockets: LiveSocket) -> None:
        self._by_viewer: dict[int, set[LiveSocket]] = {}
        self._by_post: dict[int, set[LiveSocket]] = {}
        self._by_session: dict[int, set[LiveSocket]] = {}
        for socket in sockets:
            self.add(socket)

    def add(self, socket: LiveSocket) -> None:
        """Take a socket in, with its topics."""
        self._by_viewer.setdefault(socket.viewer_id, set()).add(socket)
        self._by_session.setdefault(socket.session_id, set()).add(socket)
        self.subscribe(socket, socket.post_ids)

    def remove(self, socket: LiveSocket) -> None:
        """Forget a socket."""
        _discard(self._by_viewer, socket.viewer_id, socket)
        _discard(self._by_session, socket.session_id, socket)
        for post_id in socket.post_ids:
            _discard(self._by_post, post_id, socket)

    def subscribe(self, socket: LiveSocket, post_ids: Iterable[int]) -> None:
        """The socket listens to these posts."""
        for post_id in post_ids:
            self._by_post.setdefault(post_id, set()).add(socket)

    def unsubscribe(self, socket: LiveSocket, post_id: int) -> None:
        """The socket no longer listens to this post."""
        _discard(self._by_post, post_id, socket)

    def __len__(self) -> int:
        """How many sockets there are."""
        return sum(map(len, self._by_viewer.values()))

    @property
    def viewer_ids(self) -> list[int]:
        """Everybody with a socket here."""
        return list(self._by_viewer)

    @property
    def session_ids(self) -> list[int]:
        """Every session with a socket here."""
        return list(self._by_session)

    def has_viewer(self, viewer_id: int) -> bool:
        """Whether this person has a socket here."""
        return viewer_id in self._by_viewer

    def subscriber_ids(self, post_id: int) -> set[int]:
        """The people who listen to this post."""
        return {socket.viewer_id for socket in self._by_post.get(post_id, ())}

    def subscribers(self, post_id: int, viewer_ids: Iterable[int]) -> list[LiveSocket]:
        """The sockets of these people that listen to this post."""
        allowed = set(viewer_ids)
        return [socket for socket in self._by_post.get(post_id, ()) if socket.viewer_id in allowed]

    def of_viewers(self, viewer_ids: Iterable[int]) -> list[LiveSocket]:
        """Every socket of these people."""
        return [socket for viewer_id in viewer_ids for socket in self._by_viewer.get(viewer_id, ())]

    def of_session(self, session_id: int) -> list[LiveSocket]:
        """Every socket of this session."""
        return list(self._by_session.get(session_id, ()))

    @property
    def subscriptions(self) -> list[tuple[int, int]]:
        """Every post that somebody listens to, with the person."""
        return [(post_id, viewer_id) for post_id in self._by_post for viewer_id in self.subscriber_ids(post_id)]

    def all(self) -> list[LiveSocket]:
        """Every socket."""
        return [socket for sockets in self._by_viewer.values() for socket in sockets]


def _discard(sockets_by_key: dict[int, set[LiveSocket]], key: int, socket: LiveSocket) -> None:
    sockets = sockets_by_key.get(key)
    if sockets is not None:
        sockets.discard(socket)
        if not sockets:
            del sockets_by_key[key]
