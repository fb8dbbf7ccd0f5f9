"""Builds the one SVG file all icons come from, out of the kept set's own drawings."""

import re
from pathlib import Path

from amity.kernel.ui.browser_files import ICON_SOURCE, ICONS

_DRAWING = re.compile(r"<svg[^>]*>(?P<strokes>.*)</svg>", re.DOTALL)
_GAPS = re.compile(r"\s+")
# The set's licence (ISC) asks for its notice wherever the drawings go.
_NOTICE = "<!-- Icons: Lucide, ISC licence, https://lucide.dev/license -->"


def sprite(node_modules: Path) -> str:
    """The sprite's text: one `<symbol id>` for every icon of the allow-list. Raises FileNotFoundError for a gap."""
    symbols = (_symbol(name, node_modules / ICON_SOURCE.format(source)) for name, source in sorted(ICONS.items()))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{_NOTICE}{"".join(symbols)}</svg>\n'


def _symbol(name: str, drawing: Path) -> str:
    found = _DRAWING.search(drawing.read_text("utf-8"))
    if not found:
        raise ValueError(f"{drawing} is not an SVG drawing.")
    strokes = _GAPS.sub(" ", found["strokes"]).replace(" />", "/>").replace("> <", "><").strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{strokes}</symbol>'
