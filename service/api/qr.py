"""Links as pictures that phones scan."""

from __future__ import annotations

import io

import segno


def qr_svg(link: str) -> str:
    """The link as a picture that stands on its own."""
    svg = io.BytesIO()
    segno.make(link, error="m").save(
        svg, kind="svg", xmldecl=False, scale=8, border=4, light="#fff"
    )
    return svg.getvalue().decode()
