"""The uploaded files: kept in the data folder's `files/imports`, outside everything a web server serves."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from amity.kernel.commands import Invalid
from amity.kernel.ids import new_uid

LARGEST = 1 << 30
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was taken in: its `name` as uploaded, and `path` relative to the data folder."""

    name: str
    path: str
    size: int
    sha256: str

    @property
    def full_path(self) -> Path:
        return Path(settings.DATA_FOLDER) / self.path


def keep_file(name: str, chunks: Iterable[bytes]) -> StoredFile:
    """Write an uploaded file to the data folder; Invalid when it is larger than 1 GB."""
    relative = Path("files") / "imports" / new_uid().hex
    path = Path(settings.DATA_FOLDER) / relative
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > LARGEST:
                    raise Invalid(
                        "imports.too_large", _("The file is larger than 1 GB. Split it and import the parts."), "file"
                    )
                digest.update(chunk)
                file.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return StoredFile(Path(name).name[-255:], str(relative), size, digest.hexdigest())


def keep_copy(path: Path) -> StoredFile:
    """Take in a file of this machine."""
    with path.open("rb") as file:
        return keep_file(path.name, iter(lambda: file.read(CHUNK), b""))


def forget_file(relative: str) -> None:
    """Remove a file that was taken in; nothing when it is gone."""
    (Path(settings.DATA_FOLDER) / relative).unlink(missing_ok=True)
