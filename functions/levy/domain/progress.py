"""The life of an apprenticeship as one table: what may happen to it in each status, and where it leads."""

from enum import StrEnum


class Progress(StrEnum):
    """Where an apprenticeship is."""

    CONFIRMED = "confirmed"
    STARTED = "started"
    PAUSED = "paused"
    STOPPED = "stopped"
    COMPLETED = "completed"


class Step(StrEnum):
    """What the receiving employer tells of an apprenticeship, or the monthly run does to it."""

    CONFIRM_APPRENTICE = "confirm_apprentice"
    START_APPRENTICE = "start_apprentice"
    PAUSE_APPRENTICE = "pause_apprentice"
    RESUME_APPRENTICE = "resume_apprentice"
    CHANGE_APPRENTICE = "change_apprentice"
    STOP_APPRENTICE = "stop_apprentice"
    COMPLETE_APPRENTICE = "complete_apprentice"
    DRAW = "draw"  # an instalment: by the monthly run only


LABELS: dict[Progress, str] = {
    Progress.CONFIRMED: "Confirmed",
    Progress.STARTED: "Started",
    Progress.PAUSED: "Paused",
    Progress.STOPPED: "Stopped",
    Progress.COMPLETED: "Completed",
}

STEPS: dict[tuple[Progress, Step], Progress] = {
    (Progress.CONFIRMED, Step.START_APPRENTICE): Progress.STARTED,
    (Progress.CONFIRMED, Step.CHANGE_APPRENTICE): Progress.CONFIRMED,
    (Progress.CONFIRMED, Step.STOP_APPRENTICE): Progress.STOPPED,
    (Progress.STARTED, Step.CHANGE_APPRENTICE): Progress.STARTED,
    (Progress.STARTED, Step.PAUSE_APPRENTICE): Progress.PAUSED,
    (Progress.STARTED, Step.STOP_APPRENTICE): Progress.STOPPED,
    (Progress.STARTED, Step.COMPLETE_APPRENTICE): Progress.COMPLETED,
    (Progress.PAUSED, Step.RESUME_APPRENTICE): Progress.STARTED,
    (Progress.PAUSED, Step.STOP_APPRENTICE): Progress.STOPPED,
    # What fell due before a pause or an end is still drawn after it.
    **{(at, Step.DRAW): at for at in Progress if at is not Progress.CONFIRMED},
}


def steps_from(at: Progress) -> frozenset[Step]:
    """What may be done to an apprenticeship that is there."""
    return frozenset(step for (one, step) in STEPS if one == at)
