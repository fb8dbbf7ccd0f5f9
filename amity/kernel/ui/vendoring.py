"""Where the allow-listed browser files lie, and how they get there.

A source tree reads them from node_modules; an installed wheel carries them in `amity/kernel/ui/vendor`, put there when
the wheel is built by `python -m amity.kernel.ui.vendoring`.
"""

import shutil
import sys
from pathlib import Path

from amity.kernel.ui.browser_files import BROWSER_FILES, SPRITE
from amity.kernel.ui.sprite import sprite

VENDOR = Path(__file__).resolve().parent / "vendor"


class BrowserFilesMissing(Exception):
    """Neither node_modules nor the wheel's vendor folder holds the browser files."""


def copy_browser_files(node_modules: Path, target: Path = VENDOR) -> list[Path]:
    """Put every allow-listed file and the icon sprite into `target`; return their paths there."""
    missing = [source for source in BROWSER_FILES.values() if not (node_modules / source).is_file()]
    if missing:
        raise BrowserFilesMissing(f"{node_modules} lacks {', '.join(missing)}. Run: npm ci --ignore-scripts")
    target.mkdir(parents=True, exist_ok=True)
    for name, source in BROWSER_FILES.items():
        shutil.copyfile(node_modules / source, target / name)
    _write_if_changed(target / SPRITE, sprite(node_modules))
    return [target / name for name in (*BROWSER_FILES, SPRITE)]


def browser_files(node_modules: Path) -> dict[str, Path]:
    """Public name -> file on disk: of node_modules where there is one, else of the wheel; empty with neither."""
    if node_modules.is_dir():
        files = {name: node_modules / source for name, source in BROWSER_FILES.items()}
        return {**files, SPRITE: _kept_sprite(node_modules)}
    if VENDOR.is_dir():
        return {name: VENDOR / name for name in (*BROWSER_FILES, SPRITE)}
    return {}


def _kept_sprite(node_modules: Path) -> Path:
    """The sprite beside the packages it is drawn from, made anew when the allow-list or the set has changed."""
    kept = node_modules / ".amity" / SPRITE
    kept.parent.mkdir(exist_ok=True)
    _write_if_changed(kept, sprite(node_modules))
    return kept


def _write_if_changed(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    for copied in copy_browser_files(Path(sys.argv[1] if len(sys.argv) > 1 else "node_modules")):
        print(copied)
