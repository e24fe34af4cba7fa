"""Files that people send: what is read, and what is turned away."""

import io
import zipfile

import pytest

from shared.web.bodies import TurnedAway
from shared.web.uploads import (
    MOST_ROWS,
    MOST_UPLOAD_BYTES,
    FileTooLarge,
    NoSheet,
    Sheet,
    SheetFault,
    Upload,
    csv_bytes,
    read_multipart,
    read_sheet,
    xlsx_bytes,
)

WANTED = ("Name", "Hours a week")


def sent(content: bytes, filename: str = "people.csv") -> Upload:
    return Upload(filename, content)


def body(*parts: tuple[str, str, bytes]) -> bytes:
    lines = []
    for name, filename, content in parts:
        file = f'; filename="{filename}"' if filename else ""
        lines.append(f'--edge\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + content)
    return b"\r\n".join(lines) + b"\r\n--edge--\r\n"


TYPE = "multipart/form-data; boundary=edge"


def test_fields_and_the_file_are_read() -> None:
    fields, upload = read_multipart(body(("csrf", "", b"token"), ("file", "a.csv", b"Name\r\nWren")), TYPE)
    assert fields["csrf"] == "token"
    assert upload == Upload("a.csv", b"Name\r\nWren")


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"--edge\r\nContent-Disposition: form-data; name=x", TYPE),
        (b"", TYPE),
        (body(("a", "", b"\xff\xfe")), TYPE),
        (body(("a", "", b"nul\x00")), TYPE),
        (body(("a", "", b"1")), "multipart/form-data"),
        (body(("a", "", b"1")), "application/x-www-form-urlencoded"),
        (body(*[(f"f{number}", "", b"1") for number in range(600)]), TYPE),
    ],
)
def test_what_cannot_be_read_is_turned_away(content: bytes, content_type: str) -> None:
    with pytest.raises(TurnedAway):
        read_multipart(content, content_type)


def test_a_file_that_is_too_large_is_turned_away() -> None:
    with pytest.raises(FileTooLarge):
        read_multipart(body(("file", "a.csv", b"x" * MOST_UPLOAD_BYTES)), TYPE)


def test_columns_are_found_whatever_their_order_case_and_spacing() -> None:
    sheet = read_sheet(sent(b"hours A week, NAME ,Colour\n37.5,Wren,red\n\n30,Finch,blue\n"), WANTED)
    assert sheet == Sheet(
        (
            (2, {"Hours a week": "37.5", "Name": "Wren"}),
            (4, {"Hours a week": "30", "Name": "Finch"}),
        ),
        ("Colour",),
    )


def test_what_we_write_we_read_in_both_formats() -> None:
    rows = [["Wren", "37.5"], ["=Finch", "30"]]
    excel = read_sheet(sent(xlsx_bytes(WANTED, rows, "People")), WANTED)
    assert isinstance(excel, Sheet)
    assert [row["Name"] for _, row in excel.rows] == ["Wren", "=Finch"]
    plain = read_sheet(sent(csv_bytes(WANTED, rows)), WANTED)
    assert isinstance(plain, Sheet)
    assert [row["Name"] for _, row in plain.rows] == ["Wren", "'=Finch"]


def test_excel_in_an_old_windows_encoding_is_read() -> None:
    sheet = read_sheet(sent("Name,Hours a week\nZoë,30\n".encode("cp1252")), WANTED)
    assert isinstance(sheet, Sheet)
    assert sheet.rows[0][1]["Name"] == "Zoë"


def zip_bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x>" + " " * 50_000_000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", SheetFault.NO_FILE),
        (b"\n\n", SheetFault.NO_ROWS),
        (b"Name,Hours a week\n", SheetFault.NO_ROWS),
        (b"\x89PNG\r\n\x1a\n\x00\x00", SheetFault.NOT_A_SHEET),
        (b"PK\x03\x04 nonsense", SheetFault.NOT_A_SHEET),
        (zip_bomb(), SheetFault.NOT_A_SHEET),
        (b"Name\nWren\n", SheetFault.COLUMNS_MISSING),
        (b"Name,Name,Hours a week\n1,2,3\n", SheetFault.COLUMN_TWICE),
        (b"Name,Hours a week\n" + b"Wren,30\n" * (MOST_ROWS + 1), SheetFault.TOO_MANY_ROWS),
        (b"Name,Hours a week\n" + b"x" * 5_000 + b",30\n", SheetFault.CELL_TOO_LONG),
        (b"Name,Hours a week" + b",x" * 200 + b"\nWren,30\n", SheetFault.TOO_MANY_COLUMNS),
    ],
)
def test_a_file_without_rows_says_why(content: bytes, fault: SheetFault) -> None:
    found = read_sheet(sent(content), WANTED)
    assert isinstance(found, NoSheet)
    assert found.fault is fault


def test_an_excel_file_with_too_many_rows_says_so() -> None:
    found = read_sheet(sent(xlsx_bytes(WANTED, [["Wren", "30"]] * (MOST_ROWS + 5), "People")), WANTED)
    assert found == NoSheet(SheetFault.TOO_MANY_ROWS)
