"""The typeface as browsers get it: cut out of the kept package's files, so that a first visit stays small.

The package splits Latin in two: the letters of western Europe (48 KB), and everything else (85 KB), which a single
Polish or Turkish name would load. We cut finer, and keep only the weights and features that our pages use.
"""

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

_PACKAGE = "@fontsource-variable/inter"
_SOURCE = _PACKAGE + "/files/inter-{}-wght-normal.woff2"
_WEIGHTS = (400, 600)
_FEATURES = ["kern", "calt", "ccmp", "locl", "mark", "mkmk", "tnum"]
# Latin Extended-A, and what Romanian, German capitals and the florin want besides: fonts.css names the same.
_MORE = frozenset({*range(0x100, 0x180), 0x192, *range(0x218, 0x21C), 0x1E9E})

Wanted = Callable[[Iterable[int]], Iterable[int]]
# File name -> (the package's part, which of its characters).
CUT: dict[str, tuple[str, Wanted]] = {
    "inter-latin.woff2": ("latin", list),
    "inter-latin-more.woff2": ("latin-ext", lambda characters: [one for one in characters if one in _MORE]),
    "inter-latin-rest.woff2": ("latin-ext", lambda characters: [one for one in characters if one not in _MORE]),
    "inter-greek.woff2": ("greek", list),
    "inter-cyrillic.woff2": ("cyrillic", list),
    "inter-cyrillic-ext.woff2": ("cyrillic-ext", list),
    "inter-vietnamese.woff2": ("vietnamese", list),
}
SOURCES = sorted({_SOURCE.format(part) for part, _wanted in CUT.values()})


def can_cut() -> bool:
    """Whether the tools are installed. Without them the package's own parts are served: right, but larger."""
    try:
        import brotli  # noqa: F401 - what woff2 is packed with
        import fontTools  # noqa: F401
    except ImportError:
        return False
    return True


def write_typeface(node_modules: Path, folder: Path) -> list[Path]:
    """Put every file of CUT into `folder`, unless they are there already, made of these very sources the same way."""
    stamp, made_of = folder / "typeface.json", _made_of(node_modules)
    files = [folder / name for name in CUT]
    if all(file.is_file() for file in files) and stamp.is_file() and stamp.read_text("utf-8") == made_of:
        return files
    folder.mkdir(parents=True, exist_ok=True)
    for name, (part, wanted) in CUT.items():
        source, target = node_modules / _SOURCE.format(part), folder / name
        if can_cut():
            _cut(source, target, wanted)
        else:
            shutil.copyfile(source, target)
    stamp.write_text(made_of, "utf-8")
    return files


def _made_of(node_modules: Path) -> str:
    version = json.loads((node_modules / _PACKAGE / "package.json").read_text("utf-8"))["version"]
    return json.dumps([version, can_cut(), _WEIGHTS, _FEATURES, sorted(_MORE)])


def _cut(source: Path, target: Path, wanted: Wanted) -> None:
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(source)
    options = subset.Options(layout_features=_FEATURES, notdef_outline=True, hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=list(wanted(font.getBestCmap())))
    subsetter.subset(font)
    # Only now: the other way round, letters that no weight changes would be missing.
    font = instancer.instantiateVariableFont(font, {"wght": _WEIGHTS})
    font.flavor = "woff2"
    font.save(target)
