"""A request finds its headers and its blueprints as in Quart and werkzeug, only faster."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from quart.wrappers import Request
from werkzeug.datastructures import Headers

from app import create_app
from app.blueprints.bodies import SkeinRequest, blueprints_of
from app.blueprints.request_headers import RequestHeaders

if TYPE_CHECKING:
    from quart.routing import QuartRule

    from app.settings import Settings

CAME = Headers([("Host", "skein.example"), ("X-Twice", "1"), ("X-Twice", "2"), ("Dnt", "")])


@pytest.mark.parametrize("name", ["Host", "host", "HOST", "X-Twice", "DNT", "X-Fragment", ""])
def test_a_header_is_found_as_werkzeug_finds_it(name: str) -> None:
    headers = RequestHeaders(CAME)

    assert (name in headers) == (name in CAME)
    assert headers.get(name) == CAME.get(name)
    assert headers.get(name, "none") == CAME.get(name, "none")
    assert headers.get(name, 7, type=int) == CAME.get(name, 7, type=int)
    assert headers.getlist(name) == CAME.getlist(name)


def test_nobody_changes_what_came() -> None:
    headers = RequestHeaders(CAME)

    with pytest.raises(TypeError):
        headers["X-Fragment"] = "1"
    assert list(headers) == list(CAME)


def test_the_blueprints_of_every_route_are_those_that_quart_names(settings: Settings) -> None:
    app = create_app(settings)
    request = Request.__new__(Request)
    for rule in app.url_map.iter_rules():
        request.url_rule = cast("QuartRule", rule)
        assert blueprints_of(rule.endpoint) == request.blueprints
    assert blueprints_of(None) == []
    assert app.request_class is SkeinRequest
