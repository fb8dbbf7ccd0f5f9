"""What kind of file it is, judged by its bytes and not by its name, and a safe way into packed ones."""

import gzip
import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import IO, NamedTuple

from django.utils.translation import gettext as _

from amity.records.imports.reading.errors import ReadError

MOST_UNPACKED = 1 << 30
MOST_RATIO = 250
RATIO_MATTERS_FROM = 32 << 20

_WORKBOOK_PARTS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM\x00", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"RIFF", "RIFF"),
    (b"MZ\x90", "EXE"),
    (b"MZ\x00", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"\xcf\xfa\xed\xfe", "Mach-O"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PAR1", "Parquet"),
    (b"\x00\x01\x00\x00Standard", "Access"),
)
_PICTURES = {"PNG", "JPEG", "GIF", "BMP", "TIFF", "RIFF"}
_ARCHIVES = {"7z", "RAR", "bzip2", "xz", "zstd"}


class Container(NamedTuple):
    """format: "text" or a kind of workbook; packing: "", "gz" or "zip"; member: the name inside the zip."""

    format: str
    packing: str = ""
    member: str = ""


def recognise(path: Path, name: str) -> Container:
    """What `path` holds. Raises ReadError for what is no table, is locked, cut off or a zip bomb."""
    if path.is_dir():
        raise ReadError("directory", _("This is a folder, not a file. Choose one file inside it."))
    try:
        with path.open("rb") as file:
            head = file.read(8192)
    except OSError as error:
        raise ReadError("unreadable", _("The file cannot be opened (%s). Upload it again.") % error.strerror) from None
    if not head:
        raise ReadError("empty", _("The file is empty (0 bytes). Export it again and check its size before uploading."))
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip(path)
    if head.startswith(b"\x1f\x8b"):
        return Container(_refuse_unless_text(_gz_head(path), name), "gz")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Container(_compound(path))
    return Container(_refuse_unless_text(head, name))


def open_bytes(path: Path, packing: str, member: str) -> IO[bytes]:
    """The bytes of the text file, unpacked while they are read."""
    if packing == "gz":
        return io.BufferedReader(gzip.GzipFile(path), 1 << 18)  # type: ignore[arg-type]
    if packing == "zip":
        archive = zipfile.ZipFile(path)
        return archive.open(member)
    return path.open("rb")


# What damaged packed bytes raise; a damaged name is a ValueError, an impossible version a NotImplementedError.
UNPACKING_ERRORS = (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile, ValueError, NotImplementedError)


def cut_off() -> ReadError:
    return ReadError(
        "truncated",
        _("The packed file is damaged or was cut off while it was copied. Download or export it again, then upload."),
    )


def _gz_head(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return file.read(8192)
    except (OSError, *UNPACKING_ERRORS):
        raise cut_off() from None


def _zip(path: Path) -> Container:
    try:
        archive = zipfile.ZipFile(path)
    except (*UNPACKING_ERRORS, OSError):
        raise cut_off() from None
    with archive:
        members = [item for item in archive.infolist() if not item.is_dir()]
        _refuse_bombs(members)
        names = {item.filename for item in members}
        for part, kind in _WORKBOOK_PARTS.items():
            if part in names:
                _check_members(archive, members)
                macros = "xl/vbaProject.bin" in names
                return Container("xlsm" if macros else kind)
        if names & {"word/document.xml", "ppt/presentation.xml", "Index/Document.iwa"}:
            raise _wrong_kind(_("a text document, presentation or Numbers file"))
        tables = [item for item in members if not re.search(r"(^|/)(__MACOSX/|\.)", item.filename)]
        if len(tables) != 1:
            raise ReadError(
                "zip",
                _("The zip holds %d files. Unpack it and upload the one you want to import.") % len(tables),
            )
        if tables[0].flag_bits & 1:
            raise _locked()
        try:
            with archive.open(tables[0]) as file:
                head = file.read(8192)
        except (*UNPACKING_ERRORS, OSError):
            raise cut_off() from None
        if not head:
            raise ReadError("empty", _("The file inside the zip is empty. Export it again."))
        if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")):
            raise ReadError("zip", _("The zip holds a workbook or another packed file. Unpack it and upload that."))
        return Container(_refuse_unless_text(head, tables[0].filename), "zip", tables[0].filename)


def _refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    total = sum(item.file_size for item in members)
    packed = sum(item.compress_size for item in members) or 1
    if total > MOST_UNPACKED or (total > RATIO_MATTERS_FROM and total > packed * MOST_RATIO):
        raise ReadError(
            "too_big",
            _("Unpacked, the file would take %(size)d MB, too much to be safe. Save the table as CSV and upload that.")
            % {"size": total >> 20},
        )


def _check_members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Unpacks every part once, so that a part that lies about its size or is damaged is refused here."""
    for item in members:
        if item.flag_bits & 1:
            raise _locked()
        try:
            with archive.open(item) as part:
                while part.read(1 << 20):
                    pass
        except (*UNPACKING_ERRORS, OSError):
            raise cut_off() from None


def _locked() -> ReadError:
    return ReadError(
        "password", _("The file is protected by a password. Save a copy without a password and upload that.")
    )


def _compound(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(8 << 20)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _locked()
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return "xls"
    raise _wrong_kind(_("an old Office document or mail, without a workbook in it"))


def _refuse_unless_text(head: bytes, name: str) -> str:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            if kind in _PICTURES:
                raise _wrong_kind(_("a picture (%s)") % kind)
            if kind in _ARCHIVES:
                raise ReadError(
                    "archive", _("This is a packed archive (%s). Unpack it and upload the file inside.") % kind
                )
            raise _wrong_kind(kind)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body")):
        raise _wrong_kind(_("a web page (HTML)"))
    if start.startswith(b"<?xml") or re.match(rb"<[a-z][\w:-]*[\s>]", start):
        raise _wrong_kind(_("an XML document"))
    if re.match(rb"(\[\s*)?\{\s*(\"[^\"]*\"\s*:|\})|\[\s*[\[\"]", start):
        raise _wrong_kind(_("JSON"))
    if start.startswith((b"begin:vcard", b"begin:vcalendar")):
        raise _wrong_kind(_("an address card or calendar"))
    if not _is_text(head):
        raise _wrong_kind(
            _("a database (DBF)") if name.lower().endswith(".dbf") else _("a program or other binary file")
        )
    return "text"


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_utf16(head):
        return True
    controls = sum(head.count(bytes([code])) for code in range(32) if code not in (0, 9, 10, 11, 12, 13, 26, 27))
    return controls <= len(head) // 100 and head.count(0) <= max(4, len(head) // 50)


def looks_utf16(head: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" when every other byte is mostly zero, else ""."""
    if len(head) < 2:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.03 and even <= odd * 0.05:
        return "utf-16-le"
    if even > half * 0.03 and odd <= even * 0.05:
        return "utf-16-be"
    return ""


def _wrong_kind(what: str) -> ReadError:
    return ReadError(
        "not_a_table",
        _("This is %s, not a table. Open it in the program it comes from and save or export it as CSV or XLSX.") % what,
    )
