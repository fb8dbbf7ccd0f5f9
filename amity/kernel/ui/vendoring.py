"""Where the allow-listed browser files lie, and how they get there.

A source tree reads them from node_modules; an installed wheel carries them in `amity/kernel/ui/vendor`, put there when
the wheel is built by `python -m amity.kernel.ui.vendoring`.
"""

import shutil
import sys
from pathlib import Path

from amity.kernel.ui.browser_files import BROWSER_FILES, SPRITE
from amity.kernel.ui.sprite import sprite
from amity.kernel.ui.typeface import CUT, SOURCES, write_typeface

VENDOR = Path(__file__).resolve().parent / "vendor"
NAMES = (*BROWSER_FILES, *CUT, SPRITE)


class BrowserFilesMissing(Exception):
    """Neither node_modules nor the wheel's vendor folder holds the browser files."""


def copy_browser_files(node_modules: Path, target: Path = VENDOR) -> list[Path]:
    """Put every allow-listed file and the icon sprite into `target`; return their paths there."""
    missing = [source for source in [*BROWSER_FILES.values(), *SOURCES] if not (node_modules / source).is_file()]
    if missing:
        raise BrowserFilesMissing(f"{node_modules} lacks {', '.join(missing)}. Run: npm ci --ignore-scripts")
    target.mkdir(parents=True, exist_ok=True)
    for name, source in BROWSER_FILES.items():
        shutil.copyfile(node_modules / source, target / name)
    _write_if_changed(target / SPRITE, sprite(node_modules))
    for file in write_typeface(node_modules, _kept(node_modules)):
        shutil.copyfile(file, target / file.name)
    return [target / name for name in NAMES]


def browser_files(node_modules: Path) -> dict[str, Path]:
    """Public name -> file on disk: of node_modules where there is one, else of the wheel; empty with neither."""
    if node_modules.is_dir():
        files = {name: node_modules / source for name, source in BROWSER_FILES.items()}
        typeface = {file.name: file for file in write_typeface(node_modules, _kept(node_modules))}
        return {**files, **typeface, SPRITE: _kept_sprite(node_modules)}
    if VENDOR.is_dir():
        return {name: VENDOR / name for name in NAMES}
    return {}


def _kept(node_modules: Path) -> Path:
    """What we make out of the packages lies beside them."""
    folder = node_modules / ".amity"
    folder.mkdir(exist_ok=True)
    return folder


def _kept_sprite(node_modules: Path) -> Path:
    """The sprite beside the packages it is drawn from, made anew when the allow-list or the set has changed."""
    kept = _kept(node_modules) / SPRITE
    _write_if_changed(kept, sprite(node_modules))
    return kept


def _write_if_changed(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    for copied in copy_browser_files(Path(sys.argv[1] if len(sys.argv) > 1 else "node_modules")):
        print(copied)
