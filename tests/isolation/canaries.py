"""Canaries: what stands in confidential fields, and how it is found again wherever it turns up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from shared.values.dates import uk_date


@dataclass(frozen=True, order=True)
class Canary:
    """A field of a record: of the person E03, the vacancy V12, the match M07 or the change C01."""

    subject: str
    field: str

    @property
    def word(self) -> str:
        """A word that stands nowhere else, and outlives lower case, addresses and lists of tags."""
        return f"canary{self.subject}{self.field}qz"


_WORD = re.compile(r"canary([a-z]\d\d)([a-z]+)qz", re.IGNORECASE)
_DAYS = r"\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}"
_SUM_OR_DAY = re.compile(rf"(?<![\d.,])(?:{_DAYS}|\d[\d,]*\.\d\d|\d{{5,}})(?!\d|[.,]\d)")


@dataclass
class Aviary:
    """The sums and days that are canaries too, with the forms in which they may be written."""

    written: dict[str, Canary] = field(default_factory=dict)

    def pay(self, subject: str, pence: int, name: str = "pay") -> int:
        """A sum that is only this person's."""
        pounds = f"{pence // 100:,}.{pence % 100:02d}"
        self._add((pounds, pounds.replace(",", ""), str(pence)), Canary(subject, name))
        return pence

    def day(self, subject: str, name: str, first: date, number: int) -> date:
        """A day that is only this person's."""
        day = first + timedelta(days=7 * number)
        self._add((day.isoformat(), uk_date(day), f"{day:%d/%m/%Y}"), Canary(subject, name))
        return day

    def found_in(self, text: str) -> Iterator[Canary]:
        """Every canary in a text."""
        for subject, name in set(_WORD.findall(text)):
            yield Canary(subject.upper(), name.lower())
        yield from {self.written[form] for form in _SUM_OR_DAY.findall(text) if form in self.written}

    def _add(self, forms: tuple[str, ...], canary: Canary) -> None:
        for form in forms:
            assert self.written.setdefault(form, canary) == canary, f"{form} is twice"
