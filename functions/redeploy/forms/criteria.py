"""The criteria of a person specification, as rows of boxes on a page and as lines in the cell of a sheet."""

import re
from collections.abc import Mapping

from functions.redeploy.domain.profiles import MOST_CRITERIA, Criterion, CriterionKind
from functions.redeploy.messages.vacancies import CRITERION_WORDS

CRITERIA = ("essential", "desirable")
_LONGEST_CRITERION = 120
_MOST_MONTHS = 60


def criterion_field(which: str, number: int, part: str) -> str:
    """The name of one box of a criterion's row."""
    return f"{which}_{number}_{part}"


def typed_criteria(which: str, cell: str) -> dict[str, str]:
    """The boxes of the criteria in one cell: "kind | text | months", each on its line or after a semicolon.
    A line of one part is the text of a skill."""
    lines = [line.strip() for line in re.split(r"[\n;]", cell) if line.strip()]
    boxes: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        parts = [part.strip() for part in line.split("|")]
        kind, text, months = (["skill", parts[0], ""] if len(parts) == 1 else [*parts, ""])[:3]
        boxes |= {
            criterion_field(which, number, "kind"): kind.casefold(),
            criterion_field(which, number, "text"): text,
            criterion_field(which, number, "months"): months,
        }
    return boxes


def read_criteria(which: str, typed: Mapping[str, str], wrong: dict[str, str]) -> list[Criterion]:
    """The criteria of one list; each wrong box goes into `wrong` with the rule that it breaks."""
    rows = [number for number in range(1, MOST_CRITERIA + 1) if _is_filled(which, number, typed)]
    if _is_filled(which, MOST_CRITERIA + 1, typed):
        wrong[criterion_field(which, MOST_CRITERIA, "text")] = "too_many"
    read_rows = [_criterion(which, number, typed, wrong) for number in rows]
    return [one for one in read_rows if one]


def _is_filled(which: str, number: int, typed: Mapping[str, str]) -> bool:
    return any(typed.get(criterion_field(which, number, part)) for part in ("text", "months"))


def _criterion(which: str, number: int, typed: Mapping[str, str], wrong: dict[str, str]) -> Criterion | None:
    kind, text, months = (typed.get(criterion_field(which, number, p), "") for p in ("kind", "text", "months"))
    broken = {
        "kind": "enum" if kind not in set(CriterionKind) else "",
        "text": "missing" if not text else "string_too_long" if len(text) > _LONGEST_CRITERION else "",
        "months": "" if not months or _is_months(months) else "not_months",
    }
    told = {criterion_field(which, number, part): rule for part, rule in broken.items() if rule}
    wrong |= told
    if told:
        return None
    return Criterion(
        criterion_id=f"{which}-{number}",
        kind=CriterionKind(kind),
        text=text,
        trainable_months=int(months) if months else None,
    )


def _is_months(typed: str) -> bool:
    return typed.isdecimal() and len(typed) <= 2 and int(typed) <= _MOST_MONTHS


def criterion_words(name: str, rule: str) -> str:
    """The sentence beside a wrong box of a criterion's row."""
    part = name.rpartition("_")[2]
    return CRITERION_WORDS.get(rule) or CRITERION_WORDS.get(f"{part}.{rule}") or CRITERION_WORDS[part]
