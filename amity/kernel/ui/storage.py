"""Hashed names for every static file, one style sheet instead of thirty; plain names where nothing was collected."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLE_SHEET = "ui/css/amity.css"
_IMPORT = re.compile(r'@import "(?P<path>[^"]+)" layer\((?P<layer>[\w-]+)\);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r'("[^"]*")')
# A colon keeps the gap before it: `a :hover` is another selector than `a:hover`.
_GAPS = (
    (re.compile(r"\s+"), " "),
    (re.compile(r" ?([{};,]) ?"), r"\1"),
    (re.compile(r": "), ":"),
    (re.compile(r";}"), "}"),
)


class BuiltStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """What `collectstatic` builds: module imports rewritten to hashed names, the style sheet joined, all compressed."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def url(self, name: str, force: bool = False) -> str:
        """The hashed address; the plain one in a source tree where nothing has been collected."""
        if not self.hashed_files:
            return StaticFilesStorage.url(self, name)
        return super().url(name, force)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if STYLE_SHEET in paths and not dry_run:
            self._join_style_sheet(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _join_style_sheet(self, paths: dict[str, Any]) -> None:
        """Put each imported part where its @import stood: a chain of imports would cost a round trip a part."""
        folder = STYLE_SHEET.rpartition("/")[0]

        def part(found: re.Match[str]) -> str:
            text = self._text(paths, f"{folder}/{found['path']}")
            return f"@layer {found['layer']} {{\n{text}\n}}"

        joined = _squeezed(_IMPORT.sub(part, self._text(paths, STYLE_SHEET)))
        self.delete(STYLE_SHEET)
        self._save(STYLE_SHEET, ContentFile(joined.encode()))
        paths[STYLE_SHEET] = (self, STYLE_SHEET)

    @staticmethod
    def _text(paths: dict[str, Any], name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()


def _squeezed(css: str) -> str:
    """The style sheet without comments and needless gaps; text in quotes stays as it is."""
    parts = _STRING.split(_COMMENT.sub("", css))
    return "".join(part if part.startswith('"') else _tight(part) for part in parts).strip() + "\n"


def _tight(css: str) -> str:
    for gap, instead in _GAPS:
        css = gap.sub(instead, css)
    return css
