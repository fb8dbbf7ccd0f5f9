"""What templates name is there."""

import re
from pathlib import Path

from amity.kernel.ui.browser_files import ICONS

PACKAGE = Path(__file__).resolve().parents[3]


def test_every_icon_a_template_names_is_in_the_set():
    named = {
        name: path.name
        for path in PACKAGE.rglob("*.html")
        for name in re.findall(r'\{% icon "([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(named) > 15
    assert {name: page for name, page in named.items() if name not in ICONS} == {}
