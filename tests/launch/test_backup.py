"""`skein backup` and `skein restore`: what was there before is there again, in an empty place."""

from __future__ import annotations

import re
import shutil
import stat
import tarfile
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.launch.conftest import SkeinRun, skein
from tests.media.samples import picture, upload
from tests.people import PASSWORD, People

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# What differs each time: how long ago something was, the ids of the answer and of the last event, and what keeps a form
# from counting twice.
FLEETING = re.compile(
    r"<time.*?</time>|\b\d+ ?(s|m|seconds?|minutes?)\b|trace-id\" content=\"\w+|value=\"[\w-]{16,}\""
    r"|live-seq=\"[\d-]*\"",
    re.DOTALL,
)


async def seen(base_url: str, addresses: list[str], cookies: httpx.Cookies) -> list[Any]:
    """Pages and files as a browser with these cookies gets them."""
    async with httpx.AsyncClient(base_url=base_url, cookies=cookies, timeout=30) as browser:
        answers = [await browser.get(address) for address in addresses]
    return [
        f"{answer.status_code} {FLEETING.sub('', answer.text.replace(base_url, ''))}".splitlines()
        if "text" in answer.headers["Content-Type"]
        else answer.content
        for answer in answers
    ]


@pytest.mark.slow
async def test_what_was_there_is_there_again(start_skein: Callable[[], SkeinRun], tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "skein.tar"
    run = start_skein()
    async with People(run.address) as people:
        ana, ben = await people.new("ana"), await people.new("ben")
        media = await upload(ana)
        post = await ana.post("Fresh wool today #wool", media_ids=[media["id"]])
        await ana.go_private()
        await ben.post("Rain again")
        cookies = (await people.browser_client(ana)).cookies
    page = f"/@{ana.username}/post/{post['id']}"
    addresses = [page, f"/@{ana.username}", f"/@{ben.username}", "/search?q=wool", media["url"]]
    before = await seen(run.address, addresses, cookies)
    assert [page[0][:3] for page in before[:-1]] == ["200"] * 4

    written = skein("backup", str(file), SKEIN_DATA=str(data))
    run.stop()
    shutil.rmtree(data)
    restored = skein("restore", str(file), SKEIN_DATA=str(data))
    again = start_skein()

    assert written.returncode == restored.returncode == 0, written.stderr + restored.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert await seen(again.address, addresses, cookies) == before
    async with httpx.AsyncClient(base_url=again.address, timeout=30) as program:
        signed_in = await program.post("/api/auth/sign-in", json={"login": ana.email, "password": PASSWORD})
        assert signed_in.status_code == 200
        assert (await program.get(media["url"])).status_code == 404
        headers = {"Authorization": f"Bearer {signed_in.json()['token']}"}
        assert (await program.post("/api/posts", json={"body": "Back"}, headers=headers)).status_code == 201

    again.stop()
    other_key = skein("restore", str(file), SKEIN_DATA=str(tmp_path / "other"), SECRET_KEY="another")
    twice = skein("restore", str(file), SKEIN_DATA=str(data))

    assert other_key.returncode == 1
    assert other_key.stderr.startswith("skein: The backup was made with another SECRET_KEY")
    assert not (tmp_path / "other" / "postgres").exists()

    assert twice.returncode == 1
    assert twice.stderr == "skein: The database is not empty; nothing was changed. Restore into a new one.\n"


def test_what_is_no_whole_backup_is_refused_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>hi")
    with tarfile.open(tmp_path / "unfinished.tar", "w") as tar:
        tar.add(tmp_path / "page.html", "database.dump")
    cut = tmp_path / "cut.tar"
    with tarfile.open(cut, "w") as tar:
        (tmp_path / "media").write_bytes(picture())
        tar.add(tmp_path / "media", "database.dump")
    cut.write_bytes(cut.read_bytes()[:1500])

    for name in ("page.html", "unfinished.tar", "cut.tar", "missing.tar"):
        refused = skein("restore", str(tmp_path / name), SKEIN_DATA=str(tmp_path / "data"))

        assert refused.returncode == 1
        assert re.fullmatch(r"skein: \S+ (is no backup of Skein|cannot be read).*\.\n", refused.stderr), refused.stderr
    assert not (tmp_path / "data").exists()


def test_a_file_is_never_written_over(tmp_path: Path, database_url: str) -> None:
    file = tmp_path / "mine"
    file.write_text("my diary")

    refused = skein("backup", str(file), SKEIN_DATA=str(tmp_path / "data"), DATABASE_URL=database_url)

    assert (refused.returncode, refused.stderr) == (1, f"skein: {file} is there already.\n")
    assert file.read_text() == "my diary"
