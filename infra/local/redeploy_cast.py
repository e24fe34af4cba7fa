"""The demo's people at risk and the vacancies held for them: invented people, at the employers of the demo ICS."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from functions.redeploy.domain.matches import NotForMeReason
from functions.redeploy.domain.terms import Terms


@dataclass(frozen=True)
class Job:
    """A kind of work: its codes, its full-time pay a year in pounds, what it asks of a person."""

    title: str
    job_role: str
    staff_group: str
    framework: str
    band: str
    pounds: int
    registration: str
    asks: str
    could_learn: str  # within three months in the post
    terms: Terms


_AFC, _COUNCIL, _HOME = Terms.AFC_ENGLAND, Terms.LOCAL_GOVERNMENT, Terms.STATUTORY_ONLY
JOBS = {
    "nurse": Job("Staff nurse", "03007", "03", "afc", "5", 39_043, "nmc", "Medicines round", "IV therapy", _AFC),
    "sister": Job(
        "Sister or charge nurse", "03006", "03", "afc", "6", 48_117, "nmc", "Running a shift", "Rostering", _AFC
    ),
    "support": Job(
        "Health care support worker", "07001", "07", "afc", "3", 27_476, "", "Personal care", "Phlebotomy", _AFC
    ),
    "therapist": Job(
        "Occupational therapist", "04025", "04", "afc", "6", 48_117, "hcpc", "Home visits", "Seating", _AFC
    ),
    "officer": Job("Project officer", "08006", "08", "afc", "4", 31_157, "", "Minutes", "Spreadsheets", _AFC),
    "social": Job(
        "Social worker", "X05", "05", "local_government", "", 44_000, "swe", "Assessments", "Court work", _COUNCIL
    ),
    "carer": Job("Care assistant", "X01", "07", "other", "", 25_500, "", "Personal care", "Dementia care", _HOME),
    "electrician": Job(
        "Electrician", "09009", "09", "afc", "4", 31_157, "", "Wiring regulations", "Medical gases", _AFC
    ),
}


@dataclass(frozen=True)
class AtRisk:
    """Somebody on the register. `turn`: "protected", "notice" (served) or "risk"."""

    name: str
    job: str
    ods_code: str
    turn: str = "notice"
    leaves: bool = False
    raises: str = ""  # the words of what they raise


PEOPLE = (
    AtRisk("Tamsin Fernkiln", "nurse", "ZT1"),
    AtRisk("Robin Peatbrook", "nurse", "ZT1"),
    AtRisk("Leah Saggarby", "nurse", "ZT1"),
    AtRisk("Idris Moorclay", "nurse", "ZT1"),
    AtRisk("Carys Heatherslip", "nurse", "ZT1", raises="I also hold the IV therapy certificate."),
    AtRisk("Noor Larkwater", "nurse", "ZT2"),
    AtRisk("Dylan Curlewby", "nurse", "ZT2"),
    AtRisk("Agnes Tilemoor", "nurse", "ZT2"),
    AtRisk("Femi Brookkiln", "sister", "ZT1"),
    AtRisk("Sioned Glazebrook", "sister", "ZT1"),
    AtRisk("Harvey Mossbank", "sister", "ZT2"),
    AtRisk("Ottilie Slipfield", "support", "ZT1"),
    AtRisk("Bashir Kilnacre", "support", "ZT1"),
    AtRisk("Megan Potterslee", "support", "ZT2"),
    AtRisk("Joel Wheelbarrow", "support", "ZT2", leaves=True),
    AtRisk("Anneke Roebridge", "support", "ZT2"),
    AtRisk("Zara Brackenlow", "therapist", "ZT1", "protected"),
    AtRisk("Emyr Sedgeley", "therapist", "ZT2", "protected"),
    AtRisk("Polly Emberfield", "therapist", "ZT2"),
    AtRisk("Silas Oatfield", "officer", "ZT1", "risk"),
    AtRisk("Gwen Harefoot", "officer", "ZT1", "risk"),
    AtRisk("Tariq Stonelark", "officer", "ZT1", "risk", raises="Nobody has asked me which hours I can work."),
    AtRisk("Bethan Cloughby", "officer", "ZT2", "risk"),
    AtRisk("Marek Claybourne", "officer", "ZT2", "risk"),
    AtRisk("Ivy Moorhouse-Kiln", "officer", "ZC1", "risk"),
    AtRisk("Desmond Gritley", "officer", "ZC1", "risk"),
    AtRisk("Priti Lapwing-Clay", "social", "ZC1", "risk"),
    AtRisk("Callan Fernacre", "social", "ZC1", "risk"),
    AtRisk("Dora Wheelfield", "social", "ZC1", "risk"),
    AtRisk("Hetty Saggarlow", "carer", "ZR02"),
)

NHS, HOMES, COUNCIL = ("ZT2", "ZT1"), ("ZR02", "ZN01"), ("ZC1",)
_HELD_AT = {
    "nurse": (12, ("ZT2", "ZT1", "ZT2", "ZN01")),
    "officer": (11, ("ZT1", "ZT2", "ZC1", "ZR02")),
    "support": (8, NHS),
    "carer": (8, HOMES),
    "therapist": (5, NHS),
    "social": (5, (*COUNCIL, "ZT2")),
    "sister": (5, NHS),
    "electrician": (6, ("ZT1", "ZC1")),
}


@dataclass(frozen=True)
class Story:
    """How far a person and a vacancy came. `days`: how many days ago the vacancy was held."""

    person: str
    vacancy: str
    fate: str
    days: int
    reason: NotForMeReason = NotForMeReason.TRAVEL


STORIES = (
    Story("Tamsin Fernkiln", "nurse-1", "confirmed", 48),
    Story("Silas Oatfield", "officer-1", "confirmed", 46),
    Story("Ottilie Slipfield", "support-1", "confirmed", 44),
    Story("Priti Lapwing-Clay", "social-1", "passed", 40),
    Story("Femi Brookkiln", "sister-1", "on_trial", 36),
    Story("Gwen Harefoot", "officer-2", "on_trial", 30),
    Story("Robin Peatbrook", "nurse-2", "extended", 24),
    Story("Bashir Kilnacre", "support-2", "failed", 33),
    Story("Zara Brackenlow", "therapist-1", "accepted", 10),
    Story("Sioned Glazebrook", "sister-2", "accepted", 9),
    Story("Leah Saggarby", "nurse-3", "offered", 8),
    Story("Bethan Cloughby", "officer-3", "offered", 7),
    Story("Idris Moorclay", "nurse-5", "judged", 16),
    Story("Marek Claybourne", "officer-4", "refused", 11),
    Story("Carys Heatherslip", "nurse-7", "rejected", 14),
    Story("Megan Potterslee", "support-3", "rejected", 13),
    Story("Noor Larkwater", "nurse-9", "rejection_waiting", 8),
    Story("Anneke Roebridge", "support-5", "not_ratified", 9),
    Story("Harvey Mossbank", "sister-3", "interview", 5),
    Story("Ivy Moorhouse-Kiln", "officer-5", "interview", 4),
    Story("Callan Fernacre", "social-3", "interview", 6),
    Story("Emyr Sedgeley", "therapist-3", "consented", 3),
    Story("Dylan Curlewby", "nurse-11", "consented", 3),
    Story("Desmond Gritley", "officer-6", "consented", 2),
    Story("Agnes Tilemoor", "nurse-10", "interested", 2),
    Story("Tariq Stonelark", "officer-7", "interested", 2),
    Story("Dora Wheelfield", "social-3", "interested", 6),
    Story("Hetty Saggarlow", "carer-1", "interested", 3),
    Story("Polly Emberfield", "therapist-2", "not_for_me", 6),
    Story("Dylan Curlewby", "nurse-10", "not_for_me", 2, NotForMeReason.HOURS),
    Story("Agnes Tilemoor", "nurse-11", "not_for_me", 3, NotForMeReason.CARING),
    Story("Hetty Saggarlow", "carer-2", "not_for_me", 4, NotForMeReason.PAY_OR_BAND),
)

SAVED = (("Tamsin Fernkiln", "nurse-1", True), ("Ottilie Slipfield", "support-1", False))
"""Confirmed moves whose saving HR has entered, and whether it is signed off."""

RELEASED = ("electrician-1", "electrician-2", "officer-8", "officer-9", "officer-10", "officer-11")
WITHDRAWN = ("electrician-3", "support-8", "nurse-12")
_RELEASED_AFTER, _DAYS_OF_THE_REST = 12, (1, 2, 3, 4, 5, 6)


@dataclass(frozen=True)
class Held:
    """A vacancy: its key, its kind of work, its employer, how many days ago it was held."""

    key: str
    job: str
    ods_code: str
    days: int


def vacancies() -> Iterator[Held]:
    """The sixty vacancies, the longest held first."""
    told = {story.vacancy: story.days for story in STORIES} | dict.fromkeys(RELEASED, _RELEASED_AFTER)
    days = cycle(_DAYS_OF_THE_REST)
    made = [
        Held(key, job, ods_code, told.get(key) or next(days))
        for job, (count, employers) in _HELD_AT.items()
        for number, ods_code in enumerate(islice(cycle(employers), count), 1)
        for key in (f"{job}-{number}",)
    ]
    yield from sorted(made, key=lambda held: -held.days)
