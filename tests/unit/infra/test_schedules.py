from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from infra.local.schedules import Bell, Schedule, is_due, schedules_of
from tests.infra.local import tiny_service

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SWEEP = Schedule("sweep", timedelta(minutes=5), lambda: None)
DAILY = Schedule("daily", None, lambda: None)


@pytest.mark.parametrize(
    ("schedule", "since_last", "due"),
    [
        (SWEEP, None, True),
        (SWEEP, timedelta(minutes=4, seconds=59), False),
        (SWEEP, timedelta(minutes=5), True),
        (SWEEP, timedelta(days=30), True),
        (SWEEP, timedelta(days=-30), True),
        (DAILY, None, True),
        (DAILY, timedelta(hours=11), False),
        (DAILY, timedelta(hours=13), True),
        (DAILY, timedelta(days=30), True),
        (DAILY, timedelta(days=-30), True),
    ],
)
def test_a_schedule_is_due_when_its_time_has_come_or_the_clock_was_put_back(
    schedule: Schedule, since_last: timedelta | None, due: bool
) -> None:
    last = NOON - since_last if since_last is not None else None
    assert is_due(schedule, last, NOON) is due


def test_a_day_is_a_london_day() -> None:
    last = datetime(2026, 7, 1, 22, 59, tzinfo=UTC)  # 23:59 in London, an hour ahead in summer
    assert is_due(DAILY, last, last + timedelta(minutes=1))


def test_a_jump_of_a_month_rings_the_daily_job_once() -> None:
    rung: list[str] = []
    bell = Bell([Schedule("daily", None, _noting(rung, "daily"))])
    for now in (
        NOON,
        NOON + timedelta(seconds=1),
        NOON + timedelta(days=31),
        NOON + timedelta(days=31, seconds=1),
    ):
        bell.ring(now)
    assert rung == ["daily", "daily"]


def test_a_failing_job_is_tried_again_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    rung: list[str] = []
    broken = True

    def sometimes() -> None:
        if broken:
            raise ValueError("Beth Bilberry")
        rung.append("mended")

    bell = Bell([Schedule("broken", None, sometimes), Schedule("sound", None, _noting(rung, "sound"))])
    bell.ring(NOON)
    assert rung == ["sound"]
    assert "schedule_failed" in caplog.text
    assert "ValueError" in caplog.text
    assert "Bilberry" not in caplog.text
    broken = False
    bell.ring(NOON + timedelta(seconds=1))
    assert rung == ["sound", "mended"]


def test_a_services_functions_are_called_as_eventbridge_calls_them() -> None:
    tiny_service.swept.clear()
    (sweep,) = schedules_of([tiny_service])
    sweep.job()
    assert sweep.name == "tests.infra.local.tiny_service.sweep"
    assert tiny_service.swept == ["aws.events"]


def _noting(rung: list[str], name: str) -> Callable[[], None]:
    return lambda: rung.append(name)
