"""The description of the API, for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


async def test_the_page_names_every_call_and_every_shape(people: People) -> None:
    visitor = people.signed_out()
    schema = checked(await visitor.get("/api/openapi.json"))

    page = await visitor.get("/api/docs")

    assert page.status_code == 200
    assert page.headers["Content-Type"].startswith("text/html")
    for path, operations in schema["paths"].items():
        assert f'<code class="api-path">{path}</code>' in page.text
        for operation in operations.values():
            assert operation["summary"].split("'")[0] in page.text
    for name in schema["components"]["schemas"]:
        assert f'id="shape-{name}"' in page.text


async def test_only_the_api_is_described_each_call_with_an_answer_and_the_error(people: People) -> None:
    schema = checked(await people.signed_out().get("/api/openapi.json"))

    for path, operations in schema["paths"].items():
        assert path.startswith("/api/")
        for operation in operations.values():
            assert operation["tags"], path
            assert "default" in operation["responses"]
            assert any(status.startswith("2") for status in operation["responses"]), path
