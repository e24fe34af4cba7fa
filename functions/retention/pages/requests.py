"""What the pages of one's own request show, as plain values."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from functions.retention.domain.eligibility import Lack
from functions.retention.domain.passport import Checked, CheckStatus, Item
from functions.retention.domain.requesting import MAY_WITHDRAW
from functions.retention.domain.requests import RequestStatus, TransferRequest, words_in
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import Phase, TransferWindow
from functions.retention.messages.requests import (
    CHECK_STATUSES,
    ITEMS,
    LACK_PAGES,
    LACKS,
    NOT_ENTERED,
    OUT_OF_DATE,
    STATUS_COLOURS,
    STATUSES,
)
from functions.retention.request_store import Own
from shared.clock import london_day
from shared.values.dates import uk_date

Shown = dict[str, Any]
Cell = str | dict[str, str]

_TASKS = (
    ("home", "Where you work now"),
    ("choices", "Where you would rather work"),
    ("statement", "Your statement"),
    ("post", "Your post"),
    ("passport", "Your passport checklist"),
    ("sharing", "Who may see what"),
)
_YES = {True: "Yes", False: "No", None: "No answer"}


def request_shown(own: Own, day: date, lacks: Sequence[Lack]) -> Shown:
    """One's own request: what is done, what is left, what may be done now."""
    request, window = own.request, own.window
    status = request.status if request else RequestStatus.DRAFT
    phase = window.phase_on(day)
    is_confirmed = status is RequestStatus.CONFIRMED
    may_change = phase is Phase.CHOOSING and not is_confirmed
    return {
        "version": request.head.number if request else 0,
        "reference": request.reference if request else "",
        "status": STATUSES[status],
        "colour": STATUS_COLOURS[status],
        "is_confirmed": is_confirmed,
        "is_begun": request is not None,
        "may_change": may_change,
        "may_confirm": may_change and request is not None and not lacks,
        "may_withdraw": is_confirmed and phase in MAY_WITHDRAW,
        "until": uk_date(window.dates.preferences_close_on),
        "at_risk": own.at_risk,
        "tasks": [_task(key, title, request, lacks, may_change) for key, title in _TASKS],
        "lacks": lacks_shown(window, lacks),
    }


def lacks_shown(window: TransferWindow, lacks: Iterable[Lack]) -> list[tuple[str, str]]:
    """What stands in the way, each with the page on which it is put right."""
    return [(LACKS[one].format(months=window.rules.months_in_post), LACK_PAGES[one]) for one in lacks]


def home_items(units: Iterable[Unit], ods_code: str) -> list[Shown]:
    """The units of one's own employer."""
    return [
        {"value": one.unit_id, "text": one.details.name, "hint": {"text": one.details.town}}
        for one in units
        if one.employer.ods_code == ods_code
    ]


def choice_items(units: Iterable[Unit], home_unit: str) -> list[Shown]:
    """The units that can be chosen: all but one's own and those that close."""
    return [{"value": "", "text": "None"}] + [
        {"value": one.unit_id, "text": one.title}
        for one in units
        if one.unit_id != home_unit and not one.details.is_closing
    ]


def item_rows(request: TransferRequest, base: str, day: date) -> list[list[Cell]]:
    """The passport checklist; `base` is the address that an item's name follows."""
    held = {one.item: one for one in request.details.passport}
    return [
        [{"text": ITEMS[item], "href": f"{base}{_slug(item)}"}, *_item_cells(held.get(item), day)] for item in Item
    ]


def passport_rows(passport: Iterable[Checked], day: date) -> list[list[Cell]]:
    """The items of a checklist that say something, without links."""
    return [[ITEMS[one.item], *_item_cells(one, day)] for one in passport]


def item_of(slug: str) -> Item | None:
    """The item that an address names."""
    return next((item for item in Item if _slug(item) == slug), None)


def item_shown(item: Item) -> Shown:
    """An item as its page names it."""
    return {"slug": _slug(item), "code": item.value, "title": ITEMS[item]}


def check_items() -> list[Shown]:
    """Where an item may be."""
    return [{"value": one.value, "text": words} for one, words in CHECK_STATUSES.items()]


def answers_shown(own: Own, day: date) -> Shown:
    """All that will be confirmed, to be checked."""
    request = own.request
    assert request is not None  # noqa: S101 - only what is begun has answers
    details, said = request.details, request.details.declarations
    home = own.units.get(details.home_unit)
    return {
        "home": home.title if home else "",
        "choices": [_title(own, one) for one in details.choices],
        "keepers": [_keeper(own, one) for one in details.choices],
        "statement": details.statement,
        "words": words_in(details.statement),
        "post": [
            ("Whole months in post", str(said.months_in_post)),
            ("No formal process is under way", _YES[said.no_live_process]),
            ("Training and appraisal are complete", _YES[said.training_in_date]),
            ("A caring or health need", _YES[said.has_need]),
        ]
        if said
        else [],
        "has_need": said is not None and said.has_need,
        "need_code": request.need_code,
        "passport": passport_rows(details.passport, day),
        "shares": details.shares_profile,
        "wants_to_leave": _YES[details.wants_to_leave],
    }


def request_rows(rows: Iterable[Shown], names: dict[str, str], base: str) -> list[list[Cell]]:
    """One's own requests as the rows of a table."""
    return [
        [
            {
                "text": names.get(row["window_id"], "A transfer window"),
                "href": f"{base}{row['window_id']}/request",
            },
            {
                "text": STATUSES[RequestStatus(row["status"])],
                "tag": STATUS_COLOURS[RequestStatus(row["status"])],
            },
        ]
        for row in rows
    ]


def seen_rows(items: Iterable[Shown]) -> list[list[Cell]]:
    """Who has opened what one shares, as the rows of a table."""
    return [[one["who"], one["unit"], _when(str(one["sk"]))] for one in items]


def _when(sort_key: str) -> str:
    at = datetime.fromisoformat(sort_key.split("#")[1])
    return uk_date(london_day(at))


def _task(key: str, title: str, request: TransferRequest | None, lacks: Sequence[Lack], may_change: bool) -> Shown:
    wrong = request is None or any(LACK_PAGES[one] == key for one in lacks)
    if key == "passport":
        count = len(request.details.passport) if request else 0
        state, colour = f"{count} of {len(Item)} items", "" if count else "grey"
    else:
        state, colour = ("To do", "blue") if wrong else ("Done", "")
    may_open = may_change and (request is not None or key == "home")
    return {"key": key, "title": title, "state": state, "colour": colour, "may_open": may_open}


def _item_cells(checked: Checked | None, day: date) -> list[Cell]:
    if checked is None:
        return [{"text": NOT_ENTERED, "tag": "grey"}, "", "", ""]
    status: Cell = CHECK_STATUSES[checked.status]
    if checked.status is CheckStatus.CHECKED and not checked.is_in_date(day):
        status = {"text": OUT_OF_DATE, "tag": "red"}
    on = uk_date(checked.checked_on) if checked.checked_on else ""
    until = uk_date(checked.expires_on) if checked.expires_on else ""
    return [status, checked.checked_by, on, until]


def _slug(item: Item) -> str:
    return item.value.replace("_", "-")


def _title(own: Own, unit_id: str) -> str:
    unit = own.units.get(unit_id)
    return unit.title if unit else ""


def _keeper(own: Own, unit_id: str) -> str:
    unit = own.units.get(unit_id)
    return f"{unit.keeper.name}, for {unit.title}" if unit else ""
