"""Demo data in one call: people, follows, posts, pictures, polls, replies and likes, so that a first look is alive."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from app.actions.media import store_picture
from app.db import Database
from app.jobs.demo import tastes
from app.jobs.demo.drawing import draw_everything
from app.jobs.demo.older_posts import OLDER
from app.jobs.demo.people import HOST, PEOPLE
from app.jobs.demo.pictures import PICTURES
from app.jobs.demo.posts import RECENT
from app.security.passwords import hash_password
from app.storage.choose import opened_storage
from app.storage.files import new_key
from app.store import accounts, demo, media, pins, polls, saves
from app.text.rich import parse_post, render_bio, render_html

if TYPE_CHECKING:
    from app.db import Connection
    from app.jobs.demo.drawing import Drawn
    from app.jobs.demo.shapes import DemoPost
    from app.settings import Settings
    from app.storage.files import Storage

POSTS = OLDER + RECENT
_NAMES = {person.username: person.username for person in PEOPLE}
_SAVED_BY_HOST = ("lake", "loaves", "ash")
# What the host was told of earlier is read.
_READ_MINUTES = 420


async def make_demo(settings: Settings, password: str) -> str:
    """Write the demo data unless it is there.

    Args:
        settings: of the database to write into.
        password: for the person to sign in as; the others cannot be signed in as.

    Returns:
        The username to sign in with.
    """
    database = Database(settings)
    await database.open()
    try:
        with tempfile.TemporaryDirectory() as folder:
            password_hash, drawn = await asyncio.gather(
                asyncio.to_thread(hash_password, password), draw_everything(Path(folder))
            )
            async with opened_storage(settings) as storage, database.transaction() as db:
                user_ids = await _make_people(db, password_hash)
                if user_ids is not None:
                    await _Maker(db, storage, drawn, user_ids).make_all()
    finally:
        await database.close()
    return HOST


async def _make_people(db: Connection, password_hash: str) -> dict[str, int] | None:
    user_ids: dict[str, int] = {}
    for person in PEOPLE:
        user_id = await demo.insert_user(
            db,
            username=person.username,
            email=f"{person.username}@demo.example",
            password_hash=password_hash if person.username == HOST else None,
            display_name=person.display_name,
            bio=person.bio,
            bio_html=str(render_bio(person.bio, _NAMES)),
            link=person.link,
        )
        if user_id is None:  # made before, or somebody has the name
            return None
        user_ids[person.username] = user_id
    return user_ids


class _Maker:
    """Writes what the people of the demo do, into one transaction."""

    def __init__(self, db: Connection, storage: Storage, drawn: Drawn, user_ids: dict[str, int]) -> None:
        self._db = db
        self._storage = storage
        self._drawn = drawn
        self._user_ids = user_ids
        self._post_ids: dict[str, int] = {}

    async def make_all(self) -> None:
        """Everything, oldest first."""
        for person in PEOPLE:
            await demo.insert_follows(
                self._db,
                follower_id=self._user_ids[person.username],
                followee_ids=[self._user_ids[name] for name in tastes.follows_of(person)],
            )
        await self._give_avatars()
        for number, post in enumerate(POSTS):
            await self._make_post(post, number)
        host_id = self._user_ids[HOST]
        for key in _SAVED_BY_HOST:
            await saves.insert_save(self._db, viewer_id=host_id, post_id=self._post_ids[key])
        await demo.insert_seen_posts(self._db, user_id=host_id)
        await demo.update_notification_times(self._db)
        await demo.update_notifications_read(self._db, user_id=host_id, minutes_ago=_READ_MINUTES)

    async def _give_avatars(self) -> None:
        for username, picture in self._drawn.avatars.items():
            key = f"{new_key()}.webp"
            await self._storage.put(key, Path(picture.files[0].path))
            await accounts.update_avatar_key(self._db, user_id=self._user_ids[username], avatar_key=key)

    async def _make_post(self, post: DemoPost, number: int) -> None:
        parsed = parse_post(post.body)
        author_id = self._user_ids[post.author]
        post_id = await demo.insert_post(
            self._db,
            author_id=author_id,
            body=post.body,
            body_html=str(render_html(parsed, _NAMES)),
            content_note=post.note,
            minutes_ago=post.minutes_ago,
            reply_to_id=self._post_ids.get(post.reply_to),
            repost_of_id=self._post_ids.get(post.repost_of),
            quote_of_id=self._post_ids.get(post.quote_of),
        )
        self._post_ids[post.key] = post_id
        await demo.insert_topics(self._db, post_id=post_id, topics=parsed.topics)
        await demo.insert_mentions(self._db, post_id=post_id, usernames=parsed.mentions)
        if post.is_pinned:
            await pins.upsert_pin(self._db, viewer_id=author_id, post_id=post_id)
        if post.link is not None:
            site_name, title, description = post.link
            await demo.insert_link_card(
                self._db,
                post_id=post_id,
                url=parsed.links[0],
                site_name=site_name,
                title=title,
                description=description,
            )
        await self._add_pictures(post, author_id, post_id)
        await self._add_poll(post, post_id, number)
        await self._add_likes(post, post_id, number)

    async def _add_pictures(self, post: DemoPost, author_id: int, post_id: int) -> None:
        media_ids = [
            await store_picture(
                self._db,
                self._storage,
                owner_id=author_id,
                picture=self._drawn.pictures[name],
                alt=PICTURES[name].alt,
            )
            for name in post.pictures
        ]
        if media_ids:
            await media.update_post(self._db, post_id=post_id, media_ids=media_ids)

    async def _add_poll(self, post: DemoPost, post_id: int, number: int) -> None:
        if post.poll is None:
            return
        await polls.insert_poll(
            self._db,
            post_id=post_id,
            options=post.poll.options,
            is_multiple=False,
            duration_minutes=post.poll.ends_in_minutes,
        )
        for username, option in tastes.voters_of(post, post.poll.votes, number):
            await polls.insert_vote(self._db, viewer_id=self._user_ids[username], post_id=post_id, choices=[option])

    async def _add_likes(self, post: DemoPost, post_id: int, number: int) -> None:
        likers = tastes.likers_of(post, number)
        await demo.insert_likes(
            self._db,
            post_id=post_id,
            user_ids=[self._user_ids[name] for name in likers],
            minutes_ago=tastes.minutes_until_liked(len(likers), post.minutes_ago, number),
        )
