"""What is served of npm, and what collectstatic makes of our own files."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from amity.kernel.ui.browser_files import BROWSER_FILES, ICONS, SPRITE
from amity.kernel.ui.vendoring import BrowserFilesMissing, browser_files, copy_browser_files

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
    assert {path.name for path in copied} == {*BROWSER_FILES, SPRITE}
    assert all(path.stat().st_size for path in copied)


def test_missing_packages_are_named_with_their_cure(tmp_path):
    with pytest.raises(BrowserFilesMissing, match="npm ci"):
        copy_browser_files(tmp_path, tmp_path / "out")


@has_packages
def test_collected_modules_import_hashed_names_and_css_is_one_file(tmp_path):
    built = {**settings.STORAGES, "staticfiles": {"BACKEND": "amity.kernel.ui.storage.BuiltStaticFiles"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=built):
        call_command("collectstatic", interactive=False, verbosity=0)
        style_sheet = tmp_path / staticfiles_storage.stored_name("ui/css/amity.css")
        module = tmp_path / staticfiles_storage.stored_name("ui/js/app.js")
    css = style_sheet.read_text("utf-8")
    assert "@import" not in css
    assert all((style_sheet.parent / url).is_file() for url in re.findall(r'url\("([^"]+)"\)', css))
    imports = re.findall(r'from "([^"]+)";', module.read_text("utf-8"))
    assert len(imports) > 5
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) and (module.parent / name).is_file() for name in imports)
    assert len(css.encode()) < 40_000


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
