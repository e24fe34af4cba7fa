"""The demo's transfer windows: their units and the invented people who ask, at employers of the demo ICS."""

from collections.abc import Iterator
from dataclasses import dataclass

ROLE, BAND = "03007", "5"
"""Staff nurses of band 5."""

PARTNERS = ("ZT1", "ZT2", "ZT3", "ZN01", "ZH01")
KAMAL, CARYS = "demo-kamal-brackenhurst", "demo-carys-slipmere"
MAYA, IDRIS = "demo-maya-fernbeck", "demo-idris-potworthy"


@dataclass(frozen=True)
class Team:
    """A unit: its name and employer, how many nurses it has, its vacancies, and how many it can spare."""

    name: str
    ods_code: str
    staff: int
    vacancies: int = 0
    leavers: int = 0
    is_closing: bool = False
    keeper: str = ""  # the subject of a demo person; empty for somebody made up


TEAMS = (
    Team("Surgical ward 4", "ZT1", 14, 1, 1, keeper=CARYS),
    Team("Medical ward 9", "ZT1", 16, 0, 1),
    Team("Emergency department", "ZT1", 22, 2, 2),
    Team("Children's ward", "ZT1", 12),
    Team("Community nursing, west", "ZT2", 15, 2, 1, keeper=KAMAL),
    Team("Community nursing, east", "ZT2", 13, 1, 0),
    Team("Rehabilitation unit", "ZT2", 10, 0, 1),
    Team("Rapid response", "ZT2", 9, 0, 0),
    Team("Older people's ward", "ZT3", 11, 1, 1),
    Team("Day hospital", "ZT3", 4, is_closing=True),
    Team("Nursing floor", "ZN01", 8, 1, 0),
    Team("Inpatient unit", "ZH01", 9, 0, 1),
)
CLOSING = next(number for number, team in enumerate(TEAMS) if team.is_closing)


@dataclass(frozen=True)
class Asks:
    """Somebody who asks: who, where they work, what they want in order, and how long they have been there."""

    number: int
    home: int
    wants: tuple[int, ...]
    months: int
    says: str
    subject: str = ""  # of a demo person; empty for somebody made up

    @property
    def name(self) -> str:
        """Their name."""
        return f"{_FIRST[self.number % len(_FIRST)]} {_SECOND[self.number // len(_FIRST)]}"


_FIRST = (
    "Anwen",
    "Bilal",
    "Catrin",
    "Deepa",
    "Elis",
    "Freya",
    "Gethin",
    "Hafsa",
    "Ifan",
    "Jodie",
    "Kofi",
    "Lowri",
)
_SECOND = ("Marlfield", "Saltbrook", "Thornkiln", "Ravensclough", "Pothouse")
_SAYS = (
    "I would like to work nearer to home.",
    "I want to learn community nursing.",
    "Shorter shifts would let me stay in nursing.",
    "I have nursed on wards for years and would like a smaller team.",
)
_LIKED = (4, 5, 0, 2, 11, 4, 3, 6, 8, 10, 7, 1)  # some units are more popular than others

_COUNTED = ("at_start", "at_end", "leavers", "leavers_of_start", "moved_within_ics", "early_leavers")
YEAR_COUNTS = {
    ods_code: dict(zip(_COUNTED, counts, strict=True))
    for ods_code, counts in (
        ("ZT1", (5_210, 5_260, 612, 471, 133, 188)),
        ("ZT2", (3_105, 3_082, 402, 318, 96, 121)),
        ("ZT3", (2_048, 2_011, 281, 232, 57, 78)),
        ("ZN01", (64, 66, 19, 11, 3, 12)),
    )
}
"""What employers counted of the last year: invented, like everybody in the demo."""
PEOPLE = 60
"""How many ask in the window that is ready to be run, at so many units: twelve."""
EARLIER = 16
"""How many of them had asked in the window before."""


def asking(how_many: int = PEOPLE) -> Iterator[Asks]:
    """The first so many who ask; the demo's own two among them."""
    for number in range(how_many):
        home = CLOSING if number % 20 == 19 else _home(number)
        likes = [_LIKED[(number * 5 + step * 7) % len(_LIKED)] for step in range(len(_LIKED))]
        wants = tuple(dict.fromkeys(one for one in likes if one not in (home, CLOSING)))[: 2 + number % 2]
        months = 12 + (number * 17) % 140
        subject = {0: MAYA, 4: IDRIS}.get(number, "")
        yield Asks(number, home, wants, months, _SAYS[number % len(_SAYS)], subject)


def _home(number: int) -> int:
    open_units = [one for one in range(len(TEAMS)) if one != CLOSING]
    return open_units[number % len(open_units)]
