"""Adverts as they are pasted or sent: rows of a sheet, or the XML that a public job site gives out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn
from xml.parsers import expat

from pydantic import TypeAdapter

from functions.redeploy.domain.leaks import Advert
from functions.redeploy.messages.leaks import BOTH, FEED_FAULTS, LOST, NO_DAY, NO_TITLE, NOTHING, SHEET_FAULTS
from shared.reference.districts import district_of
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors
from shared.web.uploads import MOST_ROWS, NoSheet, Upload, read_sheet

NEEDED = ("title", "posted on")
OPTIONAL = ("reference", "employer", "ods", "district")

_MOST_DEPTH = 10
_LONGEST = 300
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:[T ].*)?")
_UK = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})(?: .*)?")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")
_LIST = TypeAdapter(tuple[Advert, ...])


@dataclass(frozen=True)
class Adverts:
    """What is to be compared."""

    items: tuple[Advert, ...]


def read_adverts(typed: FormBody, upload: Upload | None) -> Adverts | FieldErrors:
    """The adverts that were pasted or sent, or what to do about them."""
    pasted = typed.get("pasted", "")
    sent = upload if upload and upload.content else None
    if pasted and sent:
        return _wrong(typed, "file", BOTH, "both")
    if not pasted and not sent:
        return _wrong(typed, "pasted", NOTHING, "missing")
    name = "file" if sent else "pasted"
    found = _read(sent or Upload("pasted", pasted.encode()))
    return found if isinstance(found, Adverts) else _wrong(typed, name, found, "unreadable")


def carried(adverts: Adverts) -> str:
    """The adverts as the report's own form carries them, before they are sealed."""
    return _LIST.dump_json(adverts.items, exclude_defaults=True).decode()


def brought_back(typed: FormBody, text: str | None) -> Adverts | FieldErrors:
    """The adverts that were carried; an error where their seal did not open."""
    if text is None:
        return _wrong(typed, "pasted", LOST, "lost")
    return Adverts(_LIST.validate_json(text))


def parse_posted(text: str) -> date | None:
    """The day of "2026-12-04", "2026-12-04T09:30:00" or "4/12/2026"; None for anything else."""
    typed = _ISO.fullmatch(text.strip()) or _UK.fullmatch(text.strip())
    if typed is None:
        return None
    try:
        return date(int(typed["year"]), int(typed["month"]), int(typed["day"]))
    except ValueError:
        return None


def _read(upload: Upload) -> Adverts | str:
    is_xml = upload.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return read_feed(upload.content.strip()) if is_xml else _read_sheet(upload)


def _read_sheet(upload: Upload) -> Adverts | str:
    sheet = read_sheet(upload, NEEDED, OPTIONAL)
    if isinstance(sheet, NoSheet):
        return SHEET_FAULTS[sheet.fault].format(columns=", ".join(sheet.columns), most=MOST_ROWS)
    found = [_advert(number, cells) for number, cells in sheet.rows]
    wrong = next((one for one in found if isinstance(one, str)), None)
    return wrong or Adverts(tuple(one for one in found if isinstance(one, Advert)))


def _advert(row: int, cells: Mapping[str, str]) -> Advert | str:
    posted_on = parse_posted(cells.get("posted on", ""))
    if not cells.get("title"):
        return NO_TITLE.format(row=row)
    if posted_on is None:
        return NO_DAY.format(row=row)
    return Advert(
        title=cells["title"][:_LONGEST],
        posted_on=posted_on,
        reference=cells.get("reference", "")[:_LONGEST],
        employer=(cells.get("ods") or cells.get("employer", ""))[:_LONGEST],
        district=_district(cells.get("district", "")),
    )


def read_feed(content: bytes) -> Adverts | str:
    """The adverts of a job site's XML: each `vacancyDetails` with its reference or id, title, employer, postDate.

    A document type or an entity is refused before anything of it is read, so nothing can expand or be fetched.
    """
    feed = _Feed()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = feed.refuse
    parser.EntityDeclHandler = feed.refuse
    parser.ExternalEntityRefHandler = feed.refuse
    parser.StartElementHandler = feed.start
    parser.EndElementHandler = feed.end
    parser.CharacterDataHandler = feed.text
    try:
        parser.Parse(content, True)
    except _Unfit as unfit:
        return FEED_FAULTS[unfit.args[0]].format(most=MOST_ROWS)
    except (expat.ExpatError, ValueError):
        return FEED_FAULTS["not_xml"]
    found = [_advert(number, cells) for number, cells in enumerate(map(_cells, feed.adverts), start=1)]
    wrong = next((one for one in found if isinstance(one, str)), None)
    if wrong or not found:
        return wrong or FEED_FAULTS["no_adverts"]
    return Adverts(tuple(one for one in found if isinstance(one, Advert)))


class _Unfit(Exception):
    """XML that is not read; its argument is a key of `FEED_FAULTS`."""


@dataclass
class _Feed:
    """What a parser has come past: the parts of each advert, by their small names."""

    adverts: list[dict[str, str]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)

    def refuse(self, *_declared: object) -> NoReturn:
        """Stop at a declaration."""
        raise _Unfit("declares")

    def start(self, name: str, _attributes: object) -> None:
        """Begin an element."""
        self.path.append(name.lower())
        if len(self.path) > _MOST_DEPTH:
            raise _Unfit("too_deep")
        if self.path[-1] == "vacancydetails":
            self.adverts.append({})
            if len(self.adverts) > MOST_ROWS:
                raise _Unfit("too_many")

    def end(self, _name: str) -> None:
        """End an element."""
        self.path.pop()

    def text(self, words: str) -> None:
        """Gather what stands in a part of an advert, as far as anything of it is used."""
        if "vacancydetails" not in self.path[:-1]:
            return
        part = self.path[self.path.index("vacancydetails") + 1]
        before = self.adverts[-1].get(part, "")
        self.adverts[-1][part] = (before + words)[:_LONGEST]


def _cells(parts: Mapping[str, str]) -> dict[str, str]:
    trimmed = {name: " ".join(words.split()) for name, words in parts.items()}
    place = trimmed.get("locations") or trimmed.get("location", "")
    postcode = _POSTCODE.search(place.upper())
    return {
        "title": trimmed.get("title", ""),
        "posted on": trimmed.get("postdate", ""),
        "reference": trimmed.get("reference") or trimmed.get("id", ""),
        "employer": trimmed.get("employer", ""),
        "district": postcode[0] if postcode else "",
    }


def _district(typed: str) -> str:
    """The district, where one was given that can be read; it only makes a likeness surer."""
    try:
        return district_of(typed) if typed else ""
    except ValueError:
        return ""


def _wrong(typed: FormBody, name: str, sentence: str, rule: str) -> FieldErrors:
    return FieldErrors(typed, {name: sentence}, {name: rule})
