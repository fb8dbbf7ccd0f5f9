"""Files that want to harm whoever opens them, made when they are asked for: none lies in the repository."""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
READS_FILES = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">'
CALLS_OUT = '<!DOCTYPE x [<!ENTITY i SYSTEM "http://127.0.0.1:9/canary">'
WORKBOOK = (
    '<?xml version="1.0"?>{doctype}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="{target}"/></Relationships>'
)
SHEET = (
    '<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>{cell}</t></is></c></row></sheetData></worksheet>'
)
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def zipped(members: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(doctype: str = "", cell: str = "Ana", target: str = "worksheets/sheet1.xml", **more: bytes | str) -> bytes:
    """An XLSX of one cell; `doctype` stands before its XML."""
    return zipped({
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": WORKBOOK.format(doctype=doctype, name="S"),
        "xl/_rels/workbook.xml.rels": RELATIONS.format(target=target),
        "xl/worksheets/sheet1.xml": SHEET.format(doctype=doctype, cell=cell),
        **more,
    })  # fmt: skip


def zip_in_zip(depth: int = 5) -> bytes:
    inner = zipped({"a.csv": b"0" * (8 << 20)})
    for level in range(depth):
        inner = zipped({f"{level}-{number}.zip": inner for number in range(4)})
    return inner


def lying_about_its_size() -> bytes:
    """Headers that promise 10 bytes for 64 MB of zeros."""
    content = bytearray(zipped({"xl/workbook.xml": bytes(64 << 20)}))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.find(signature)
        content[at + place : at + place + 4] = struct.pack("<I", 10)
    return bytes(content)


def escaping(name: str) -> bytes:
    return zipped({name: b"Name\nAna\n"})


PNG = b"\x89PNG\r\n\x1a\n"
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
# name as sent, bytes, type as sent; all refused with 422, in words.
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("a.zip", lambda: zipped({"a.csv": bytes(300 << 20)}), "application/zip"),
    "workbook bomb": ("a.xlsx", lambda: workbook(**{"xl/sharedStrings.xml": bytes(300 << 20)}), "application/zip"),
    "zips in zips": ("a.zip", zip_in_zip, "application/zip"),
    "a zip that lies": ("a.xlsx", lying_about_its_size, "application/zip"),
    "many members": ("a.zip", lambda: zipped({f"{i}.csv": b"a" for i in range(20_000)}), "application/zip"),
    "HTML": ("a.html", lambda: HTML, "text/html"),
    "HTML called CSV": ("a.csv", lambda: HTML, "text/csv"),
    "HTML after blanks": ("a.csv", lambda: b"\xef\xbb\xbf \r\n\t" + HTML, "text/csv"),
    "SVG": ("a.svg", lambda: SVG, "image/svg+xml"),
    "SVG called CSV": ("a.csv", lambda: SVG, "text/csv"),
    "SVG with a head": ("a.csv", lambda: b'<?xml version="1.0"?>' + SVG, "text/csv"),
    "XHTML": ("a.xlsx", lambda: b'<?xml version="1.0"?><html/>', "application/xml"),
    "PNG and HTML": ("a.csv", lambda: PNG + HTML, "text/csv"),
    "GIF and script": ("a.csv", lambda: b"GIF89a/*" + HTML + b"*/=1;", "text/csv"),
    "PDF and script": ("a.csv", lambda: b"%PDF-1.7\n" + HTML, "text/csv"),
    "a program": ("a.csv", lambda: b"\x7fELF" + bytes(200), "text/csv"),
    "a Windows program": ("a.csv.exe", lambda: b"MZ\x90\x00" + bytes(200), "text/csv"),
    "a database": ("a.csv", lambda: b"SQLite format 3\x00" + bytes(200), "text/csv"),
    "a zip of HTML": ("a.zip", lambda: zipped({"a.csv": HTML}), "application/zip"),
    "a gzip of SVG": ("a.csv.gz", lambda: gzip.compress(SVG), "application/gzip"),
    "a Word document": ("a.xlsx", lambda: zipped({"word/document.xml": "<w/>"}), "application/zip"),
    "nothing": ("a.csv", lambda: b"", "text/csv"),
}
# These may be read or refused; they must not be obeyed.
HARMLESS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "billion laughs": ("a.xlsx", lambda: workbook(LAUGHS + "]>", "&i;"), "application/zip"),
    "an entity that reads files": ("a.xlsx", lambda: workbook(READS_FILES + "]>", "&i;"), "application/zip"),
    "an entity that calls out": ("a.xlsx", lambda: workbook(CALLS_OUT + "]>", "&i;"), "application/zip"),
    "a sheet outside": ("a.xlsx", lambda: workbook(target="../../../../etc/passwd"), "application/zip"),
    "a sheet elsewhere": ("a.xlsx", lambda: workbook(target="file:///etc/passwd"), "application/zip"),
    "up and out": ("a.zip", lambda: escaping("../../../evil.csv"), "application/zip"),
    "from the root": ("a.zip", lambda: escaping("/etc/evil.csv"), "application/zip"),
    "a drive": ("a.zip", lambda: escaping("C:\\evil.csv"), "application/zip"),
    "a settings file": ("a.zip", lambda: escaping(".htaccess"), "application/zip"),
    "a million columns": ("a.csv", lambda: b"," * 1_000_000 + b"\n", "text/csv"),
    "one long line": ("a.csv", lambda: b"Name\n" + b"a" * (4 << 20), "text/csv"),
    "quotes that never end": ("a.csv", lambda: b'Name\n"' + b"a\n" * 200_000, "text/csv"),
    "NULs": ("a.csv", lambda: b"Name,Email\n" + b"\x00a,b\n" * 50, "text/csv"),
    "formulas": ("a.csv", lambda: b"Name,Email\n=cmd|'/C calc'!A0,a@example.org\n", "text/csv"),
}
# What a browser may send as the name of a file.
NAMES = (
    "../../../etc/passwd.csv", "..\\..\\windows\\x.csv", "/etc/x.csv", "C:\\x.csv", ".htaccess", "x.php", "x.csv\r\nSet-Cookie: a=b",
    'x".csv', "x;filename=evil.html", "x\u202ecsv.exe", "CON", "x" * 400 + ".csv", "<img src=x onerror=alert(1)>.csv",
    "x%00.csv", "é😀.csv", " .csv", "-rf.csv", "$(touch x).csv", "`id`.csv", "x.html",
)  # fmt: skip
