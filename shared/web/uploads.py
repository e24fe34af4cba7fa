"""Files that people send: a form with one file, and the rows of a spreadsheet (CSV or Excel).

Everything has a limit, and a file is what its bytes say, whatever it is named. Nothing of a file is kept.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shared.web.bodies import MOST_FIELDS, FormBody, TurnedAway, Unreadable, WrongType, is_plain

MOST_UPLOAD_BYTES = 1_000_000
MOST_ROWS = 500
MOST_COLUMNS = 100
MOST_CELL = 4_000

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
# What a spreadsheet program would read as a formula (OWASP ASVS 5.0, 1.2.10).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class FileTooLarge(TurnedAway):
    """More bytes than a file may have."""

    def __init__(self) -> None:
        super().__init__(413, "That file is too large", "Nothing was saved. Send a file smaller than 1 MB.")


@dataclass(frozen=True)
class Upload:
    """One file as it was sent."""

    filename: str
    content: bytes


class SheetFault(StrEnum):
    """Why no rows could be read from a file."""

    NO_FILE = "no_file"
    NOT_A_SHEET = "not_a_sheet"
    NOT_TEXT = "not_text"  # a CSV in no encoding that we read
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    CELL_TOO_LONG = "cell_too_long"
    COLUMNS_MISSING = "columns_missing"
    COLUMN_TWICE = "column_twice"


@dataclass(frozen=True)
class Sheet:
    """The rows of a spreadsheet that hold anything: the number that the program shows, and the text by column.
    `unknown` names the columns that nobody asked for; they are not read."""

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoSheet:
    """Why there is no sheet; `columns` are the ones that are missing or twice there."""

    fault: SheetFault
    columns: tuple[str, ...] = ()


def read_multipart(body: bytes, content_type: str) -> tuple[FormBody, Upload | None]:
    """The fields and the file of a multipart body. Raises TurnedAway."""
    from multipart import MultipartError, MultipartParser, parse_options_header  # noqa: PLC0415 - uploads are rare

    kind, options = parse_options_header(content_type)
    if kind.lower() != "multipart/form-data" or "boundary" not in options:
        raise WrongType()
    if len(body) > MOST_UPLOAD_BYTES:
        raise FileTooLarge()
    try:
        parts = MultipartParser(
            io.BytesIO(body),
            options["boundary"],
            len(body),
            strict=True,
            part_limit=MOST_FIELDS,
            memory_limit=MOST_UPLOAD_BYTES,
        ).parts()
        fields = [(part.name, part.raw.decode()) for part in parts if not part.filename]
        files = [Upload(part.filename, part.raw) for part in parts if part.filename]
    except (MultipartError, UnicodeDecodeError, ValueError) as broken:
        raise Unreadable() from broken
    if not all(is_plain(name) and is_plain(value) for name, value in fields):
        raise Unreadable()
    return FormBody(fields), files[0] if files else None


def read_sheet(upload: Upload | None, wanted: Sequence[str], optional: Sequence[str] = ()) -> Sheet | NoSheet:
    """The rows of a CSV or Excel file by the wanted columns, whose names match whatever their case and spacing.

    The first visible sheet is read; empty rows are passed over.
    """
    if upload is None or not upload.content:
        return NoSheet(SheetFault.NO_FILE)
    table = _cells(upload.content)
    if isinstance(table, SheetFault):
        return NoSheet(table)
    filled = [(number, row) for number, row in enumerate(table, start=1) if any(row)]
    if not filled:
        return NoSheet(SheetFault.NO_ROWS)
    (_, head), *rows = filled
    return _limits(head, rows) or _by_column(head, rows, wanted, optional)


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV in UTF-8 that Excel opens as such; no cell of it is read as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def xlsx_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> bytes:
    """An Excel workbook of one sheet, every cell of it text."""
    import xlsxwriter  # noqa: PLC0415 - slow to import, and rarely needed

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(columns):
            sheet.write_string(0, column, title, book.add_format({"bold": True}))
            sheet.set_column(column, column, max(12, min(40, len(title) + 2)))
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return content.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cells(content: bytes) -> list[list[str]] | SheetFault:
    if content.startswith((_ZIP, _OLD_EXCEL)):
        return _excel_cells(content)
    if b"\x00" in content:
        return SheetFault.NOT_A_SHEET
    text = _decoded(content)
    if text is None:
        return SheetFault.NOT_TEXT
    try:
        dialect = "excel-tab" if "\t" in text.partition("\n")[0] else "excel"
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), dialect)]
    except csv.Error:
        return SheetFault.NOT_A_SHEET


def _decoded(content: bytes) -> str | None:
    """UTF-8 as everybody should, or the Windows encoding in which Excel still saves a CSV."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _excel_cells(content: bytes) -> list[list[str]] | SheetFault:
    import python_calamine  # noqa: PLC0415 - only where somebody sends Excel

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is python_calamine.SheetVisibleEnum.Visible
        ]
        if not visible:
            return SheetFault.NO_ROWS
        sheet = book.get_sheet_by_name(visible[0])
        if sheet.height > MOST_ROWS + 1:
            return SheetFault.TOO_MANY_ROWS
        if sheet.width > MOST_COLUMNS:
            return SheetFault.TOO_MANY_COLUMNS
        return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except Exception:  # the reader raises its own errors, and others, for what only looks like Excel
        return SheetFault.NOT_A_SHEET


def _text(cell: object) -> str:
    """A cell as a person would type it: 37.5, 5, 2027-01-04."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _limits(head: list[str], rows: list[tuple[int, list[str]]]) -> NoSheet | None:
    if not rows:
        return NoSheet(SheetFault.NO_ROWS)
    if len(rows) > MOST_ROWS:
        return NoSheet(SheetFault.TOO_MANY_ROWS)
    if len(head) > MOST_COLUMNS or any(len(row) > MOST_COLUMNS for _, row in rows):
        return NoSheet(SheetFault.TOO_MANY_COLUMNS)
    if any(len(cell) > MOST_CELL or not is_plain(cell) for _, row in rows for cell in row):
        return NoSheet(SheetFault.CELL_TOO_LONG)
    return None


def _by_column(
    head: list[str], rows: list[tuple[int, list[str]]], wanted: Sequence[str], optional: Sequence[str]
) -> Sheet | NoSheet:
    known = {_plain(name): name for name in (*wanted, *optional)}
    titles = [known.get(_plain(cell), "") for cell in head]
    there = [title for title in titles if title]
    missing = tuple(name for name in wanted if name not in there)
    twice = tuple(name for name in dict.fromkeys(there) if there.count(name) > 1)
    if missing:
        return NoSheet(SheetFault.COLUMNS_MISSING, missing)
    if twice:
        return NoSheet(SheetFault.COLUMN_TWICE, twice)
    read = tuple(
        (number, {title: row[place] if place < len(row) else "" for place, title in enumerate(titles) if title})
        for number, row in rows
    )
    unknown = tuple(cell for cell, title in zip(head, titles, strict=True) if cell and not title)
    return Sheet(read, unknown)


def _plain(title: str) -> str:
    return "".join(character for character in title.casefold() if character.isalnum())
