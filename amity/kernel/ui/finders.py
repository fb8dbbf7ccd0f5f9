"""Serves the allow-listed third-party files as `vendor/…` and nothing else of their packages."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from amity.kernel.ui.vendoring import browser_files

PREFIX = "vendor/"


class AllowedFiles(FileSystemStorage):
    """Named files wherever they lie, seen as one flat folder `vendor`."""

    prefix = "vendor"

    def __init__(self, files: dict[str, Path]) -> None:
        super().__init__(location="/")
        self.files = files

    def path(self, name: str) -> str:
        return str(self.files[name])


class BrowserFilesFinder(BaseFinder):
    """Finds the files of `browser_files.BROWSER_FILES` and the icon sprite."""

    @cached_property
    def storage(self) -> AllowedFiles:
        return AllowedFiles(browser_files(Path(settings.NODE_MODULES)))

    def check(self, **_: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_: Any) -> str | list[str]:  # type: ignore[override]
        found = self.storage.files.get(path.removeprefix(PREFIX)) if path.startswith(PREFIX) else None
        if found is None:
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, AllowedFiles]]:  # type: ignore[override]
        yield from ((name, self.storage) for name in self.storage.files)
