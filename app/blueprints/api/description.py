"""`/api/openapi.json` and the page that browses it, `/api/docs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart_schema import HttpSecurityScheme, Info, QuartSchema

if TYPE_CHECKING:
    from quart import Quart


def register(app: Quart) -> None:
    """Describe the API; the browsable page is our own, because the ready ones load from other hosts."""
    QuartSchema(
        app,
        info=Info(title="Skein", version="0.1.0", description="The JSON API of a Skein server."),
        openapi_path="/api/openapi.json",
        redoc_ui_path=None,
        scalar_ui_path=None,
        swagger_ui_path=None,
        security_schemes={"bearer": HttpSecurityScheme(scheme="bearer")},
        conversion_preference="pydantic",
        convert_casing=False,
    )
