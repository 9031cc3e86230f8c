"""Demo data in one call: people, follows, posts, replies, reposts and likes, so that a first look is alive."""

from __future__ import annotations

import asyncio
import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from app.actions.media import store_picture
from app.db import Database
from app.jobs.demo_people import HOST, PEOPLE, POSTS, DemoPost
from app.jobs.demo_pictures import draw_pictures
from app.jobs.media import opened_storage
from app.media.pictures import make_widths
from app.security.passwords import hash_password
from app.store import demo, media
from app.text.rich import parse_post, render_bio, render_html

if TYPE_CHECKING:
    from app.db import Connection
    from app.settings import Settings
    from app.storage.files import Storage

_NAMES = {person.username: person.username for person in PEOPLE}


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
        password_hash = await asyncio.to_thread(hash_password, password)
        async with opened_storage(settings) as storage, database.transaction() as db:
            user_ids = await _make_people(db, password_hash)
            if user_ids is not None:
                await _make_follows(db, user_ids)
                await _make_posts(db, storage, user_ids)
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


async def _make_follows(db: Connection, user_ids: dict[str, int]) -> None:
    for person in PEOPLE:
        await demo.insert_follows(
            db,
            follower_id=user_ids[person.username],
            followee_ids=[user_ids[mate] for mate in person.mates],
        )


async def _make_posts(db: Connection, storage: Storage, user_ids: dict[str, int]) -> None:
    chance = random.Random(7)  # noqa: S311  the same demo on every machine
    post_ids: dict[str, int] = {}
    for post in POSTS:
        post_ids[post.key] = await _make_post(db, post, user_ids, post_ids)
        await _add_pictures(db, storage, post.key, user_ids[post.author], post_ids[post.key])
        readers = [name for name in user_ids if name != post.author]
        likers = chance.sample(readers, min(post.likes, len(readers)))
        await demo.insert_likes(db, post_id=post_ids[post.key], user_ids=[user_ids[name] for name in likers])


async def _add_pictures(db: Connection, storage: Storage, post_key: str, author_id: int, post_id: int) -> None:
    media_ids = []
    with tempfile.TemporaryDirectory() as folder:
        for drawn, alt in await asyncio.to_thread(draw_pictures, post_key):
            picture = await asyncio.to_thread(make_widths, drawn, Path(folder))
            media_ids.append(await store_picture(db, storage, owner_id=author_id, picture=picture, alt=alt))
    if media_ids:
        await media.update_post(db, post_id=post_id, media_ids=media_ids)


async def _make_post(db: Connection, post: DemoPost, user_ids: dict[str, int], post_ids: dict[str, int]) -> int:
    parsed = parse_post(post.body)
    post_id = await demo.insert_post(
        db,
        author_id=user_ids[post.author],
        body=post.body,
        body_html=str(render_html(parsed, _NAMES)),
        minutes_ago=post.minutes_ago,
        reply_to_id=post_ids.get(post.reply_to),
        repost_of_id=post_ids.get(post.repost_of),
        quote_of_id=post_ids.get(post.quote_of),
    )
    await demo.insert_topics(db, post_id=post_id, topics=parsed.topics)
    await demo.insert_mentions(db, post_id=post_id, usernames=parsed.mentions)
    return post_id
