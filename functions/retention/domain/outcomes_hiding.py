"""How figures of a transfer window and of a year are shown so that nobody can work out a number of 1 to 7. Pure.

Three rules beside those of `shared/values/suppression.py`:
- every share and every mean is worked out from the numbers as they are shown, so it says nothing that they do not;
- where the whole is below the smallest number shown, nothing is shown of its parts;
- parts of a whole that is known exactly (whoever runs a window knows how many move) are shown only where every *
  among them may still be any number that a * stands for.
"""

from collections.abc import Sequence

from shared.values.suppression import HIDDEN, Suppression

NONE = "none"
"""A share or a mean of nobody."""


def hides_parts(whole: int, parts: Sequence[str], by: Suppression) -> bool:
    """Whether every * among these parts of a whole that is known exactly may still be any number that it hides."""
    few = by.could_be(HIDDEN)
    ranges = [by.could_be(one) for one in parts]
    least, most = sum(one[0] for one in ranges), sum(one[-1] for one in ranges)
    return all(
        whole - (most - one[-1]) <= few[0] and whole - (least - one[0]) >= few[-1]
        for one, shown in zip(ranges, parts, strict=True)
        if shown == HIDDEN
    )


def shown_parts(whole: int, counts: Sequence[int], by: Suppression) -> tuple[str, ...] | None:
    """The parts of a whole as they are shown; None where they are withheld."""
    if whole < by.least_shown:
        return None
    parts = tuple(by.shown(count) for count in counts)
    return parts if hides_parts(whole, parts, by) else None


def could_be_first(whole: int, parts: Sequence[str], by: Suppression) -> list[int]:
    """All that the first of some parts of a whole that is known exactly may be, by what is shown of each."""
    first, *others = (by.could_be(one) for one in parts)
    least, most = sum(one[0] for one in others), sum(one[-1] for one in others)
    return [one for one in first if least <= whole - one <= most]


def shown_some(whole: int, count: int, by: Suppression) -> str:
    """How many are some of a whole that is known exactly. Where a number would stand for the whole alone, and
    so say that all are, it stands as if one were not."""
    shown = by.shown(count)
    stands_alone = count == whole and count > 0 and by.could_be(shown)[0] == whole
    return by.shown(count - 1) if stands_alone else shown


def could_be_some(whole: int, shown: str, by: Suppression) -> list[int]:
    """All that some of a whole may be, by what is shown."""
    found = {one for one in by.could_be(shown) if one <= whole} | {whole}
    return sorted(one for one in found if shown_some(whole, one, by) == shown)


def shown_overlap(whole: int, part: Sequence[int], some: str, both: int, by: Suppression) -> str | None:
    """How many are in a part of a whole and among some of it; None where it is withheld.

    The whole is known exactly, of the part all that it may be, of the some what is shown. It is shown only
    where, for every way in which it could come out, each * is as wide as it is and no number of 1 to 7 follows
    for those who are in only one of the two, or in neither: the decision does not look at the number itself,
    or would tell it.
    """
    cases = [
        (of, one, common)
        for of in part
        for one in could_be_some(whole, some, by)
        for common in range(max(0, one + of - whole), min(one, of) + 1)
    ]
    heaps: dict[str, list[tuple[int, int, int]]] = {}
    for case in cases:
        heaps.setdefault(by.shown(case[-1]), []).append(case)
    is_safe = all(_is_wide(whole, some, shown, heap, by) for shown, heap in heaps.items())
    return by.shown(both) if is_safe else None


def percent_of(part: str, whole: str) -> str:
    """A share of two numbers as they are shown, to a tenth of a percent; * where either is hidden, and `NONE`
    where the whole is none."""
    if HIDDEN in (part, whole):
        return HIDDEN
    return tenths_of(int(part), int(whole))


def tenths_of(part: int, whole: int) -> str:
    """A share to a tenth of a percent, halfway up: 7 of 8 is "87.5%". `NONE` where the whole is none."""
    if whole == 0:
        return NONE
    tenths = (2_000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def mean_of(parts: Sequence[str] | None) -> str:
    """The mean place of parts as they are shown, the first part in place 1, to a hundredth; * where any is
    hidden or all are withheld, and `NONE` where there is nobody."""
    if parts is None or HIDDEN in parts:
        return HIDDEN
    counts = [int(one) for one in parts]
    people = sum(counts)
    if people == 0:
        return NONE
    places = sum(place * count for place, count in enumerate(counts, start=1))
    hundredths = (200 * places + people) // (2 * people)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def span_of(counts: Sequence[str], by: Suppression) -> tuple[int, int]:
    """The least and the most that numbers as shown add up to, a * taken once for the least that it hides and
    once for the most. It says nothing that they do not."""
    few = by.could_be(HIDDEN)
    known = sum(int(one) for one in counts if one != HIDDEN)
    hidden = sum(one == HIDDEN for one in counts)
    return known + hidden * few[0], known + hidden * few[-1]


def _is_wide(whole: int, some: str, both: str, heap: Sequence[tuple[int, int, int]], by: Suppression) -> bool:
    few = set(by.could_be(HIDDEN))
    ones, commons = {one for _, one, _ in heap}, {common for *_, common in heap}
    if (some == HIDDEN and not few <= ones) or (both == HIDDEN and commons != few):
        return False
    rests = (
        {one - common for _, one, common in heap},
        {of - common for of, _, common in heap},
        {whole - of - one + common for of, one, common in heap},
    )
    return some == "0" or not any(len(rest) == 1 and rest <= few for rest in rests)
