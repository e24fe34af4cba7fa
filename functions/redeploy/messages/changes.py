"""The English of organisational changes and of when consultation is due."""

from collections.abc import Mapping

from functions.redeploy.domain.changes import ChangeStatus
from functions.redeploy.domain.consultation import ConsultationState
from shared.web.acts import ACT_WORDS

CHANGE_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "title": "Enter a title of 100 characters or fewer",
    "title.missing": "Enter a title for the change, such as the service or team",
    "establishment": "Enter a name of 100 characters or fewer",
    "establishment.missing": "Enter the name of the establishment",
    "postcode": "Enter a full postcode, like ST4 6QG",
    "postcode.missing": "Enter the postcode of the establishment",
    "proposed": "Enter a whole number from 1 to 10,000",
    "proposed.missing": "Enter how many redundancies are proposed",
    "first_dismissal_on": "Enter a day that exists, like 27 3 2027",
    "first_dismissal_on.missing": "Enter the day on which the first dismissal is planned",
    "consultation_starts_on": "Enter a day that exists, like 27 3 2027",
    "consultation_starts_on.too_late": "Enter a day before the first dismissal",
}

CLOSE_WORDS: Mapping[str, str] = {**ACT_WORDS, "because": "Select why you close the change"}

STATUS_NAMES: Mapping[ChangeStatus, str] = {ChangeStatus.OPEN: "Open", ChangeStatus.CLOSED: "Closed"}
STATUS_COLOURS: Mapping[ChangeStatus, str] = {ChangeStatus.OPEN: "blue", ChangeStatus.CLOSED: "grey"}

STATE_NAMES: Mapping[ConsultationState, str] = {
    ConsultationState.NOT_DUE: "Not due",
    ConsultationState.IN_TIME: "In time",
    ConsultationState.DUE: "Due now",
    ConsultationState.TOO_LATE: "Too late",
}

STATE_COLOURS: Mapping[ConsultationState, str] = {
    ConsultationState.NOT_DUE: "grey",
    ConsultationState.IN_TIME: "green",
    ConsultationState.DUE: "yellow",
    ConsultationState.TOO_LATE: "red",
}

NOT_DUE = (
    "At most {people} within {window} days at this establishment. Collective consultation is due from"
    " {from_people}. You must still consult each person."
)
IN_TIME = (
    "Consultation starts on {starts}. It had to start on or before {start_by}: {days} days before {first}, the"
    " first of {people} dismissals that are counted together."
)
DUE = (
    "Consultation is due now. It must start on or before {start_by}: {days} days before {first}, the first of"
    " {people} dismissals that are counted together."
)
TOO_LATE = (
    "Consultation starts on {starts}. It had to start on or before {start_by}: {days} days before {first}, the"
    " first of {people} dismissals that are counted together. Move the dismissals, or start earlier."
)
TOO_LATE_AND_NOT_STARTED = (
    "It is too late for the planned day. Consultation had to start on or before {start_by}: {days} days before"
    " {first}, the first of {people} dismissals that are counted together. Start at once, and move the dismissals."
)

AWARD = (
    "Where consultation is not held as the law asks, a tribunal may award each person up to {days} days' pay. This"
    " is the limit for a dismissal on {day}."
)
NOT_LAW_YET = (
    "From 2027 consultation may also become due by the number in the whole organisation. The options that were"
    " consulted on are {options}. This is not law yet and we could not verify it; nothing here is worked out from"
    " it."
)
COULD_COME_INTO_PLAY = (
    "You plan {people} within {window} days in the whole organisation, so it could come into play."
)
IS_CUT = "Only the first {most} open changes are counted here."
