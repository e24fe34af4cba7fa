"""The pages of frozen figures and of employers' years: the same strings as page, CSV and JSON; who reads and
enters."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from functions.retention.forms.stability import YearForm
from functions.retention.messages.outcomes import CAME, CHOICES, DECLINES, FIGURES, LENGTHS, TABLES
from functions.retention.messages.stability import DEFINITIONS, YEAR_WORDS
from functions.retention.usecases.outcomes import freeze_window, freeze_year
from shared.actors import Actor
from shared.values.suppression import HIDDEN
from shared.web.forms import missing_words
from tests.retention import ADVISER, AUDITOR, COORDINATOR, HR, MANAGER, NURSE, OTHER_HR
from tests.retention_moves import announced, done, start
from tests.store.retention.test_outcomes import OVER, SUMMER, entered
from tests.web.client import Page
from tests.web.retention.visitors import as_actor, at, send

PAGE, YEARS = "/retention/outcomes", "/retention/stability"
AFTER = datetime(2027, 7, 2, 9, 0, tzinfo=UTC)
TYPED = {
    "at_start": "2000",
    "at_end": "2040",
    "leavers": "300",
    "leavers_of_start": "260",
    "moved_within_ics": "3",
    "early_leavers": "90",
}


@pytest.fixture
def frozen(tables: object) -> None:
    """A window of twelve who all moved and started, and a year of two employers."""
    del tables
    pairs = [(f"p{pair}{way}", *(("A", "B") if way else ("B", "A"))) for pair in range(6) for way in (0, 1)]
    one = announced(pairs)
    for name in one.people:
        done(start(one, name))
    freeze_window(one.window, OVER)
    done(entered(moved_within_ics=3))
    done(entered(OTHER_HR))
    freeze_year(2026, AFTER)


def read(actor: Actor, address: str = PAGE, moment: datetime = AFTER) -> Page:
    """A page as somebody opens it."""
    with at(moment):
        return as_actor(actor, moment).get(address)


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("actor", [COORDINATOR, AUDITOR], ids=lambda one: one.person_id)
def test_the_coordinator_and_auditors_read_the_figures_each_with_its_source(actor: Actor) -> None:
    page = read(actor)
    for title, words, source, _ in DEFINITIONS:
        assert title in page.main
        assert words in page.main
        assert source in page.main
    assert "People who move Shown 10" in page.main
    assert (
        "Mean place of the choice that was met (1 is the first; a fourth or later counts as 4) Shown 1.00"
        in page.main
    )
    assert "87.0%" in page.main
    assert (
        "2 employers together: employer-level stability 87.0%, system-level stability 88.5% to 88.7%" in page.main
    )


@pytest.mark.usefixtures("frozen")
def test_page_csv_and_document_say_the_same() -> None:
    document = json.loads(read(COORDINATOR, f"{PAGE}.json").html)
    lines = list(csv.reader(io.StringIO(read(COORDINATOR, f"{PAGE}.csv").html.lstrip("\ufeff"))))
    window = document["windows"][0]
    told = {line[3]: line[4] for line in lines if line[0] == window["name"] and not line[2]}
    assert told == {FIGURES[name]: shown or "Withheld" for name, shown in window["figures"].items()}
    for name, rows in window["tables"].items():
        of_table = [[line[3], line[4]] for line in lines if line[2] == TABLES[name][0]]
        assert of_table == (rows if rows is not None else [["", "Withheld"]])
    trust = next(one for one in document["years"][0]["employers"] if one["employer"]["ods_code"] == "RZZ")
    assert (trust["moved_within_ics"], trust["system_stability"]) == (HIDDEN, HIDDEN)
    assert [line[4] for line in lines if line[2] == "Moorland University Trust" and "System" in line[3]] == [
        HIDDEN
    ]


@pytest.mark.usefixtures("frozen")
def test_no_exact_number_stands_in_any_of_the_three() -> None:
    """258, 297, 88 and 3 would be exact; what is shown is hidden or a multiple of five."""
    document = json.loads(read(COORDINATOR, f"{PAGE}.json").html)
    numbers = [
        shown
        for year in document["years"]
        for one in year["employers"]
        for name, shown in one.items()
        if name not in ("employer", "employer_stability", "system_stability", "leaver_rate", "early_share")
    ]
    assert numbers
    assert all(shown == HIDDEN or int(shown) % 5 == 0 for shown in numbers)


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("actor", [HR, OTHER_HR, MANAGER, NURSE, ADVISER], ids=lambda one: one.person_id)
def test_to_everybody_else_the_figures_are_not_there(actor: Actor) -> None:
    for address in (PAGE, f"{PAGE}.csv", f"{PAGE}.json"):
        assert read(actor, address).status == 404


def test_a_page_without_figures_says_when_there_will_be_some() -> None:
    assert "No window is counted yet" in read(COORDINATOR).main


def test_hr_counts_a_year_and_corrects_it() -> None:
    with at(SUMMER):
        browser = as_actor(HR, SUMMER)
        listed = browser.get(YEARS)
        assert "1 April 2026 to 31 March 2027" in listed.main
        after = browser.save(browser.get(f"{YEARS}/2026"), TYPED)
        assert "Entered" in after.main
        again = browser.get(f"{YEARS}/2026")
        assert 'value="2040"' in again.html
        browser.save(again, {"at_end": "2041"})
        assert "Not entered" in as_actor(OTHER_HR, SUMMER).get(YEARS).main


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"moved_within_ics": "261"}, "moved_within_ics", YEAR_WORDS["moved_within_ics.more_than_leavers"]),
        ({"early_leavers": "39"}, "early_leavers", YEAR_WORDS["early_leavers.too_few"]),
        ({"at_end": "1739"}, "at_end", YEAR_WORDS["at_end.fewer_than_stayed"]),
        ({"at_start": "-1"}, "at_start", YEAR_WORDS["at_start"]),
        ({"leavers": "many"}, "leavers", YEAR_WORDS["leavers"]),
        ({"leavers_of_start": ""}, "leavers_of_start", YEAR_WORDS["leavers_of_start"]),
    ],
)
def test_numbers_that_do_not_fit_get_a_sentence_beside_the_field(
    changed: dict[str, str], field: str, sentence: str
) -> None:
    with at(SUMMER):
        browser = as_actor(HR, SUMMER)
        page = browser.submit(browser.get(f"{YEARS}/2026"), TYPED | changed)
    assert (page.status, page.errors) == (422, {field: sentence})
    assert 'value="2000"' in page.html or field == "at_start"


@pytest.mark.parametrize("number", ["2025", "2027", "1999", "20266", "dbs"])
def test_no_other_year_can_be_entered(number: str) -> None:
    with at(SUMMER):
        browser = as_actor(HR, SUMMER)
        assert browser.get(f"{YEARS}/{number}").status == 404
        sent = TYPED | {"key": "k" * 22, "version": "0"}
        assert send(browser, f"{YEARS}/{number}", sent).status in (404, 409)


@pytest.mark.parametrize("actor", [MANAGER, NURSE, COORDINATOR, AUDITOR, ADVISER], ids=lambda one: one.person_id)
def test_to_everybody_but_hr_the_years_are_not_there(actor: Actor) -> None:
    assert read(actor, YEARS, SUMMER).status == 404
    assert read(actor, f"{YEARS}/2026", SUMMER).status == 404


def test_every_field_and_every_row_has_words() -> None:
    assert missing_words(YearForm, YEAR_WORDS) == []
    assert [len(one) for one in (CHOICES, LENGTHS, CAME, DECLINES)] == [4, 4, 3, 6]
