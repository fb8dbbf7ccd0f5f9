"""What is served of npm, and what collectstatic makes of our own files."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from amity.kernel.ui.browser_files import ICONS, SPRITE
from amity.kernel.ui.typeface import can_cut
from amity.kernel.ui.vendoring import NAMES, BrowserFilesMissing, browser_files, copy_browser_files

NODE_MODULES = Path(settings.NODE_MODULES)
CSS = Path(__file__).parent.parent / "static/ui/css"
has_packages = pytest.mark.skipif(not NODE_MODULES.is_dir(), reason="npm ci has not been run")


@has_packages
def test_only_the_listed_files_are_served():
    assert finders.find("vendor/htmx.js")
    assert finders.find("vendor/htmx.org/package.json") is None
    assert finders.find("vendor/../package.json") is None


@has_packages
def test_the_sprite_has_every_icon_once():
    text = browser_files(NODE_MODULES)[SPRITE].read_text("utf-8")
    assert sorted(re.findall(r'<symbol id="([^"]+)"', text)) == sorted(ICONS)
    assert "Lucide" in text


@has_packages
def test_a_wheel_gets_every_file(tmp_path):
    copied = copy_browser_files(NODE_MODULES, tmp_path)
    assert {path.name for path in copied} == set(NAMES)
    assert all(path.stat().st_size for path in copied)


def test_missing_packages_are_named_with_their_cure(tmp_path):
    with pytest.raises(BrowserFilesMissing, match="npm ci"):
        copy_browser_files(tmp_path, tmp_path / "out")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """`collected("ui/js/app.js")`: the file as a browser of an installation gets it."""
    folder = tmp_path_factory.mktemp("static")
    built = {**settings.STORAGES, "staticfiles": {"BACKEND": "amity.kernel.ui.storage.BuiltStaticFiles"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=built):
        call_command("collectstatic", interactive=False, verbosity=0)
        names = dict(staticfiles_storage.hashed_files)
    return lambda name: folder / names[name]


@has_packages
def test_collected_modules_import_hashed_names_and_css_is_one_file(collected):
    style_sheet, module = collected("ui/css/amity.css"), collected("ui/js/app.js")
    css = style_sheet.read_text("utf-8")
    assert "@import" not in css
    assert all((style_sheet.parent / url).is_file() for url in re.findall(r'url\("([^"]+)"\)', css))
    imports = re.findall(r'from "([^"]+)";', module.read_text("utf-8"))
    assert len(imports) > 5
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) and (module.parent / name).is_file() for name in imports)


@has_packages
@pytest.mark.skipif(not can_cut(), reason="fonttools and brotli are not installed")
def test_a_first_visit_loads_at_most_150_kb_also_for_polish_and_turkish_names(collected):
    weights = {
        path.name: _weight(path)
        for path in (
            collected("ui/css/amity.css"),
            collected("vendor/htmx.js"),
            collected("vendor/icons.svg"),
            collected("ui/mark.svg"),
            collected("vendor/inter-latin.woff2"),
            collected("vendor/inter-latin-more.woff2"),
            *_with_imports(collected("ui/js/app.js")),
        )
    }
    assert len(weights) > 15
    assert sum(weights.values()) <= 150_000, weights


def _with_imports(module: Path) -> set[Path]:
    """A module and all it imports, however deep."""
    found, waiting = set(), [module]
    while waiting:
        path = waiting.pop().resolve()
        if path not in found:
            found.add(path)
            waiting += [path.parent / name for name in re.findall(r'from "([^"]+)";', path.read_text("utf-8"))]
    return found


def _weight(path: Path) -> int:
    """What goes over the line: packed, where that helps."""
    return min(path.stat().st_size, len(gzip.compress(path.read_bytes(), 9)))


@has_packages
def test_polish_and_turkish_letters_share_one_file_with_no_other():
    """The ranges of fonts.css are the characters of the files, and no letter stands in two of them."""
    faces = re.findall(
        r"vendor/(inter-latin[a-z-]*\.woff2).*?unicode-range: ([^}]+)", (CSS / "fonts.css").read_text("utf-8")
    )
    ranges = {name: _characters(text) for name, text in faces}
    assert {ord(letter) for letter in "ąćęłńśźżğışİřůőűșțāēšž"} - {0x131} <= ranges["inter-latin-more.woff2"]
    assert not ranges["inter-latin-more.woff2"] & ranges["inter-latin-rest.woff2"]
    assert not ranges["inter-latin-more.woff2"] & ranges["inter-latin.woff2"]


def _characters(text: str) -> set[int]:
    ends = [re.fullmatch(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", part.strip()) for part in text.split(",")]
    return {one for found in ends for one in range(int(found[1], 16), int(found[2] or found[1], 16) + 1)}


def test_only_the_font_sheet_points_at_files():
    """The joined style sheet keeps addresses as written, so a part in a deeper folder may not have one."""
    parts = [path for path in CSS.rglob("*.css") if path.parent != CSS]
    assert [path.name for path in parts if "url(" in path.read_text("utf-8")] == []


def test_every_part_is_imported():
    listed = set(re.findall(r'@import "([^"]+)"', (CSS / "amity.css").read_text("utf-8")))
    assert listed == {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")} - {"amity.css"}


def test_colours_are_tokens():
    raw = re.compile(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(")
    wrong = [path.name for path in CSS.rglob("*.css") if raw.search(path.read_text("utf-8"))]
    assert wrong == []
