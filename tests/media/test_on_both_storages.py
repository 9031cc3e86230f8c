"""Upload, post, look, take back: the same with files in a folder and in a bucket."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.datastructures import FileStorage

from app import create_app
from app.cli.storage import check_all
from tests.media.samples import picture, video

if TYPE_CHECKING:
    from pathlib import Path

    from app.settings import Settings
    from tests.people import People


async def test_the_whole_way_of_a_picture_and_a_video(
    stored_settings: Settings, people: People, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ana = await people.new("ana")
    headers = {"Authorization": f"Bearer {ana.token}"}
    app = create_app(stored_settings)
    async with app.test_app():
        client = app.test_client()

        async def upload(content: bytes) -> dict[str, Any]:
            file = FileStorage(BytesIO(content), filename="file")
            response = await client.post("/api/media", files={"file": file}, headers=headers)
            assert response.status_code == 201, await response.get_data()
            made: dict[str, Any] = await response.get_json()
            return made

        still, film, unwanted = await upload(picture()), await upload(video()), await upload(picture("PNG"))
        avatar = await client.post(
            "/api/me/avatar", files={"file": FileStorage(BytesIO(picture()), filename="a")}, headers=headers
        )
        for made in (still, film):
            post = await client.post("/api/posts", json={"body": "", "media_ids": [made["id"]]}, headers=headers)
            assert post.status_code == 201
        for url in (still["url"], film["url"], film["poster_url"], (await avatar.get_json())["avatar_url"]):
            whole = await (await client.get(url)).get_data()
            part = await client.get(url, headers={"Range": "bytes=10-19"})
            assert (part.status_code, await part.get_data()) == (206, whole[10:20])
        assert (await client.delete(f"/api/media/{unwanted['id']}", headers=headers)).status_code == 204
        assert (await client.get(unwanted["url"], headers=headers)).status_code == 404

        stray = tmp_path / "stray"
        stray.write_bytes(b"x")
        await parts_storage(app).put(f"{'f' * 32}-480.webp", stray)
        await check_all(stored_settings, deletes=False)
        said = capsys.readouterr().out
        assert f"{'f' * 32}-480.webp: nothing names it" in said
        key = still["url"].split("/")[-1]
        assert f"{key}: " not in said
        await parts_storage(app).delete(key)
        assert await check_all(stored_settings, deletes=True) == 1
        assert f"{key}: missing" in capsys.readouterr().out
    # The pages of later tests would name her picture, which their server does not have.
    await ana.close_account()


def parts_storage(app: Any) -> Any:
    """The storage of an app."""
    return app.extensions["skein"].storage
