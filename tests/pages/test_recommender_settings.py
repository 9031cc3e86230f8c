"""/settings/recommender and the entries of a post's menu, by forms alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


async def test_hiding_and_less_are_forms_that_can_be_taken_back(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("wool on wool")
    browser = await people.browser_client(ben)
    page = (await browser.get("/following")).text
    assert f'action="/posts/{post["id"]}/hide"' in page
    assert "Hide this post" in page
    assert "Show less like this" in page

    hidden = await browser.post(f"/posts/{post['id']}/hide", data={"back": "/following"})
    less = await browser.post(f"/posts/{post['id']}/less", data={"back": "/following"})

    assert (hidden.status_code, hidden.headers["Location"]) == (303, "/following?notice=post-hidden")
    assert (less.status_code, less.headers["Location"]) == (303, "/following?notice=less-noted")
    after = (await browser.get(hidden.headers["Location"])).text
    assert "wool on wool" not in after
    assert "You won&#39;t see that post in your feeds" in after
    settings = (await browser.get("/settings/recommender")).text
    assert settings.count("wool on wool</a>") == 2
    assert "Show this post again" in (await browser.get(f"/@{ana.username}/post/{post['id']}")).text

    await browser.post(f"/posts/{post['id']}/unhide", data={"back": "/settings/recommender"})
    await browser.post(f"/posts/{post['id']}/unless", data={"back": "/settings/recommender"})
    assert "wool on wool" not in (await browser.get("/settings/recommender")).text
    assert "wool on wool" in (await browser.get("/following")).text


async def test_a_script_gets_json(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    browser = await people.browser_client(ben)

    answer = await browser.post(f"/posts/{post['id']}/hide", headers={"X-Fragment": "1"})

    assert checked(answer) == {"hidden": True}


async def test_the_switch_and_reset_are_forms(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)
    page = (await browser.get("/settings/recommender")).text
    assert 'name="is_on"' in page
    assert "Reset my history" in page
    assert "data-track=" in page

    saved = await browser.post("/settings/recommender", data={})

    assert (saved.status_code, saved.headers["Location"]) == (303, "/settings/recommender?notice=settings-saved")
    assert "data-track=" not in (await browser.get("/settings/recommender")).text
    assert checked(await ana.api.get("/api/me/recommender"))["is_on"] is False
    await browser.post("/settings/recommender", data={"is_on": "true"})
    assert checked(await ana.api.get("/api/me/recommender"))["is_on"] is True

    reset = await browser.post("/settings/recommender/reset")
    assert reset.headers["Location"] == "/settings/recommender?notice=history-reset"
    assert "You started anew on" in (await browser.get("/settings/recommender")).text


async def test_a_page_says_nothing_of_tracking_to_who_asks_not_to_be(people: People) -> None:
    browser = await people.browser_client(await people.new("ana"))

    assert "data-track=" in (await browser.get("/")).text
    assert "data-track=" not in (await browser.get("/", headers={"DNT": "1"})).text
    assert "data-track=" not in (await browser.get("/", headers={"Sec-GPC": "1"})).text
    assert "data-track=" not in (await people.signed_out().get("/")).text


async def test_signed_out_leads_to_sign_in(people: People) -> None:
    nobody = people.signed_out()
    nobody.headers["Origin"] = people.base_url

    assert (await nobody.get("/settings/recommender")).status_code == 303
    for path in ("/settings/recommender", "/settings/recommender/reset"):
        assert (await nobody.post(path)).status_code == 303
    for path in ("/posts/1/hide", "/posts/1/unhide", "/posts/1/less", "/posts/1/unless"):
        assert (await nobody.post(path)).status_code == 303
