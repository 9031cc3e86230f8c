"""QR codes as SVG without any style attribute, which the content security policy would refuse."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup

_BORDER_MODULES = 4


def qr_svg(text: str) -> Markup:
    """A QR code: one path, coloured by the class `qr-code`."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out,
        kind="svg",
        border=_BORDER_MODULES,
        omitsize=True,
        xmldecl=False,
        svgclass="qr-code",
        lineclass="qr-code-line",
        nl=False,
        title="QR code for your app",
    )
    return Markup(out.getvalue().decode())  # noqa: S704  made here, of squares only


def in_groups(secret: str, size: int = 4) -> str:
    """A secret as people type it."""
    return " ".join(secret[start : start + size] for start in range(0, len(secret), size))
