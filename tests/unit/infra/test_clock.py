from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.local.clock import DemoClock, OutOfRange, parse_instant
from shared import clock

DAWN = datetime(2026, 11, 22, 9, tzinfo=UTC)
A_MOMENT = timedelta(seconds=5)


@pytest.fixture(autouse=True)
def real_time_afterwards() -> Iterator[None]:
    yield
    clock.use_source(None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clock.json"


def test_a_clock_that_nobody_moved_is_no_demo_clock(path: Path) -> None:
    DemoClock(path)
    assert not clock.is_demo()


def test_the_clock_goes_on_from_where_it_is_set(path: Path) -> None:
    DemoClock(path).set_to(DAWN)
    assert clock.is_demo()
    first = clock.now()
    assert timedelta() <= first - DAWN < A_MOMENT
    assert clock.now() >= first


def test_the_clock_stays_moved_when_the_product_is_started_again(path: Path) -> None:
    DemoClock(path).set_to(DAWN)
    clock.use_source(None)
    DemoClock(path)
    assert timedelta() <= clock.now() - DAWN < A_MOMENT


def test_steps_add_up(path: Path) -> None:
    moved = DemoClock(path)
    moved.set_to(DAWN)
    moved.advance(timedelta(days=1))
    moved.advance(timedelta(weeks=1))
    assert timedelta() <= clock.now() - (DAWN + timedelta(days=8)) < A_MOMENT


@pytest.mark.parametrize(
    ("start", "a_month_later"),
    [
        ("2026-01-31T09:00", "2026-02-28T09:00"),
        ("2027-12-15T09:00", "2028-01-15T09:00"),
        ("2026-11-30T09:00", "2026-12-30T09:00"),
        ("2027-03-10T09:00", "2027-04-10T09:00"),  # over the change to summer time: nine in London stays nine
    ],
)
def test_a_month_is_a_calendar_month_in_london(path: Path, start: str, a_month_later: str) -> None:
    moved = DemoClock(path)
    moved.set_to(parse_instant(start))
    moved.advance_a_month()
    assert timedelta() <= clock.now() - parse_instant(a_month_later) < A_MOMENT


def test_the_real_time_comes_back(path: Path) -> None:
    moved = DemoClock(path)
    moved.set_to(DAWN)
    moved.back_to_real_time()
    assert not clock.is_demo()
    DemoClock(path)
    assert not clock.is_demo()


@pytest.mark.parametrize("instant", ["2017-04-05T12:00Z", "2099-01-01T00:00Z", "0001-01-01T00:00Z"])
def test_the_clock_goes_no_further_than_the_levy_makes_sense(path: Path, instant: str) -> None:
    with pytest.raises(OutOfRange):
        DemoClock(path).set_to(parse_instant(instant))


def test_a_time_without_a_zone_is_londons() -> None:
    assert parse_instant("2026-07-01T10:00") == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert parse_instant("2026-11-22T09:00Z") == DAWN


def test_the_demo_clock_refuses_to_exist_on_aws(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "levy")
    with pytest.raises(RuntimeError, match="never runs on AWS"):
        DemoClock(path)
    with pytest.raises(RuntimeError):
        clock.use_source(lambda: DAWN)
