"""The leak detector: what an advert is recognised as, what it is judged to be, and what it is read from."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from functions.redeploy.domain.leaks import (
    TOO_SOON,
    Advert,
    Found,
    Likeness,
    Listed,
    Verdict,
    is_of,
    judge,
    recognise,
)
from functions.redeploy.domain.people import EmployerRef
from functions.redeploy.domain.stages import VacancyStatus
from functions.redeploy.domain.vacancies import Certificate, Vacancy
from functions.redeploy.forms.leaks import Adverts, parse_posted, read_adverts, read_feed
from functions.redeploy.messages.leaks import FEED_FAULTS, LIKENESSES, SHEET_FAULTS, VERDICT_NAMES, VERDICTS
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors
from shared.web.uploads import MOST_ROWS, SheetFault, Upload
from tests.partners import NOW
from tests.redeployments import vacancy_details

HELD_ON = NOW.date()
CLEARED = NOW + timedelta(days=10)


def advert(title: str = "Staff nurse, acute medicine", **changed: Any) -> Advert:
    return Advert.model_validate({"title": title, "posted_on": HELD_ON + timedelta(days=3), **changed})


def listed(vacancy_id: str = "one", title: str = "Staff nurse - Acute medicine", **changed: Any) -> Listed:
    known = {"employer_ref": f"ref-{vacancy_id}", "ods_code": "RYY", "employer": "Canal Community Trust"}
    return Listed(
        **{"vacancy_id": vacancy_id, "title": title, "district": "ST4", "held_on": HELD_ON, **known, **changed}
    )


def a_certificate(at: datetime = CLEARED) -> Certificate:
    return Certificate(number="CC-1", issued_at=at, issued_by="Somebody", matched=0, goes_to="advert")


def held(status: VacancyStatus = VacancyStatus.HELD, **changed: Any) -> Vacancy:
    return Vacancy(
        ics_code="QXX",
        vacancy_id="one",
        employer=EmployerRef(ods_code="RYY", name="Canal Community Trust", is_nhs=True),
        details=vacancy_details(),
        status=status,
        status_since=NOW,
        created_at=NOW,
        created_by="x",
        held_at=NOW,
        hold_ends_on=HELD_ON + timedelta(days=5),
        **changed,
    )


def verdict(posted_after_days: int, vacancy: Vacancy) -> Verdict:
    one = advert(posted_on=HELD_ON + timedelta(days=posted_after_days))
    return judge(one, Found("one", Likeness.REFERENCE), {"one": vacancy}).verdict


# --- recognising ----------------------------------------------------------------------------------------------


def test_a_reference_is_surest_whatever_the_title_says() -> None:
    known = [listed("one", "Porter"), listed("two")]
    found = recognise([advert(reference="REF-ONE")], known)
    assert found == {0: Found("one", Likeness.REFERENCE)}


def test_the_same_reference_of_two_employers_says_nothing_without_the_employer() -> None:
    known = [
        listed("one", "Porter", employer_ref="V1"),
        listed("two", "Cook", employer_ref="v1", ods_code="VLA01", employer="Curlew Rise Care Home"),
    ]
    assert recognise([advert("Driver", reference="V1")], known) == {}
    for employer in ("vla01", "Curlew Rise care home"):
        assert recognise([advert("Driver", reference="V1", employer=employer)], known)[0].vacancy_id == "two"


def test_the_words_of_a_title_are_compared_whatever_their_case_order_and_dashes() -> None:
    assert recognise([advert("ACUTE MEDICINE: Staff Nurse")], [listed()]) == {0: Found("one", Likeness.SAME_TITLE)}


def test_all_words_of_the_shorter_title_make_a_likeness_but_one_word_does_not() -> None:
    known = [listed()]
    assert recognise([advert("Staff nurse")], known) == {0: Found("one", Likeness.SIMILAR_TITLE)}
    assert recognise([advert("Staff nurse, acute medicine, nights")], known)[0].likeness is Likeness.SIMILAR_TITLE
    for other in ("Nurse", "Staff nurse, surgery", "!"):
        assert recognise([advert(other)], known) == {}


def test_another_employer_or_another_district_is_another_post() -> None:
    known = [listed()]
    assert recognise([advert(employer="RZZ")], known) == {}
    assert recognise([advert(district="ST1")], known) == {}
    assert recognise([advert(employer="Canal community trust", district="ST4")], known)[0].vacancy_id == "one"


def test_two_adverts_of_one_title_are_two_vacancies_and_the_earlier_advert_is_the_earlier_vacancy() -> None:
    known = [listed("early", held_on=HELD_ON - timedelta(days=60)), listed("late")]
    adverts = [advert(), advert(posted_on=HELD_ON - timedelta(days=30)), advert()]
    found = recognise(adverts, known)
    assert {place: hit.vacancy_id for place, hit in found.items()} == {0: "late", 1: "early"}


def test_of_two_posts_of_one_title_the_one_that_was_cleared_is_preferred() -> None:
    known = [listed("cleared", cleared_on=HELD_ON + timedelta(days=2)), listed("held")]
    found = recognise([advert(posted_on=HELD_ON + timedelta(days=1)), advert(), advert()], known)
    assert {place: hit.vacancy_id for place, hit in found.items()} == {0: "held", 1: "cleared"}


def test_one_reference_advertised_twice_is_recognised_twice() -> None:
    assert len(recognise([advert(reference="ref-one")] * 2, [listed()])) == 2


def test_a_title_is_not_taken_from_the_vacancy_that_has_its_reference_advertised() -> None:
    found = recognise([advert(), advert("Porter", reference="ref-one")], [listed()])
    assert found == {1: Found("one", Likeness.REFERENCE)}


# --- judging --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "vacancy", "expected"),
    [
        (9, held(VacancyStatus.CLEARED, certificate=a_certificate()), Verdict.CLEARED_LATER),
        (10, held(VacancyStatus.CLEARED, certificate=a_certificate()), Verdict.CLEARED_BEFORE),
        (11, held(VacancyStatus.FILLED, certificate=a_certificate()), Verdict.CLEARED_BEFORE),
        (-1, held(), Verdict.BEFORE_HOLD),
        (0, held(), Verdict.STILL_HELD),
        (90, held(), Verdict.STILL_HELD),
        (3, held(VacancyStatus.FILLED), Verdict.FILLED),
        (3, held(VacancyStatus.WITHDRAWN), Verdict.WITHDRAWN),
    ],
)
def test_an_advert_is_judged_by_the_certificate_and_the_hold(
    days: int, vacancy: Vacancy, expected: Verdict
) -> None:
    assert verdict(days, vacancy) is expected


def test_the_day_of_a_certificate_is_the_day_in_london() -> None:
    summer = datetime.fromisoformat("2026-07-01T23:30:00+00:00")  # half past midnight on the 2nd in London
    vacancy = held(VacancyStatus.CLEARED, certificate=a_certificate(summer))
    for day, expected in ((1, Verdict.CLEARED_LATER), (2, Verdict.CLEARED_BEFORE)):
        one = advert(posted_on=date(2026, 7, day))
        assert judge(one, Found("one", Likeness.REFERENCE), {"one": vacancy}).verdict is expected


def test_what_was_not_recognised_or_may_not_be_seen_is_not_known() -> None:
    assert judge(advert(), None, {}).verdict is Verdict.NOT_KNOWN
    assert judge(advert(), Found("one", Likeness.REFERENCE), {}).verdict is Verdict.NOT_KNOWN


def test_what_was_never_cleared_or_cleared_later_is_too_soon_and_nothing_else() -> None:
    assert set(Verdict) - TOO_SOON == {Verdict.CLEARED_BEFORE, Verdict.OTHER_EMPLOYER, Verdict.NOT_KNOWN}
    assert {one for one in Verdict if VERDICT_NAMES[one] == "Too soon"} == TOO_SOON


def test_an_advert_without_an_employer_is_the_readers_own() -> None:
    assert is_of(advert(), "RYY", "Canal Community Trust")
    assert is_of(advert(employer=" ryy "), "RYY", "Canal Community Trust")
    assert not is_of(advert(employer="RZZ"), "RYY", "Canal Community Trust")


# --- reading --------------------------------------------------------------------------------------------------

FEED = """<?xml version="1.0"?><nhsJobs><totalResults>1</totalResults><vacancyDetails><id>99</id>
<reference>V-1</reference><title>Staff &amp; student nurse</title><employer>Canal Community Trust</employer>
<locations><location>Potters Hospital, ST4 6QG</location></locations><postDate>2026-12-04T09:30:00</postDate>
<url>https://jobs.example/99</url></vacancyDetails></nhsJobs>"""


def test_the_xml_of_a_job_site_is_read() -> None:
    assert read_feed(FEED.encode()) == Adverts(
        (
            Advert(
                title="Staff & student nurse",
                posted_on=date(2026, 12, 4),
                reference="V-1",
                employer="Canal Community Trust",
                district="ST4",
            ),
        )
    )


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (f"{BOMB}<x><vacancyDetails><title>&b;</title></vacancyDetails></x>", "declares"),
        (f"{OUTSIDE}<x><vacancyDetails><title>&a;</title></vacancyDetails></x>", "declares"),
        ('<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><x/>', "declares"),
        ("<x>" * 11 + "</x>" * 11, "too_deep"),
        ("<x><vacancyDetails>", "not_xml"),
        ("<x>&nothing;</x>", "not_xml"),
        ("<x/>", "no_adverts"),
        ("<x>" + "<vacancyDetails/>" * (MOST_ROWS + 1) + "</x>", "too_many"),
    ],
)
def test_xml_that_could_do_harm_or_is_none_is_refused(content: str, fault: str) -> None:
    assert read_feed(content.encode()) == FEED_FAULTS[fault].format(most=MOST_ROWS)


def test_a_part_that_never_ends_is_cut() -> None:
    found = read_feed(FEED.replace("Staff", "Staff " + "x" * 5_000).encode())
    assert isinstance(found, Adverts)
    assert len(found.items[0].title) == 300


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-04", date(2026, 12, 4)),
        ("2026-12-04 00:00:00", date(2026, 12, 4)),
        ("2026-12-04T09:30:00.123", date(2026, 12, 4)),
        ("4/12/2026", date(2026, 12, 4)),
        ("04.12.2026 09:30", date(2026, 12, 4)),
        ("31/02/2026", None),
        ("soon", None),
        ("12/2026", None),
    ],
)
def test_the_day_of_an_advert_is_read_as_people_write_it(text: str, day: date | None) -> None:
    assert parse_posted(text) == day


def pasted(text: str, upload: Upload | None = None) -> Adverts | FieldErrors:
    return read_adverts(FormBody([("pasted", text)]), upload)


def test_pasted_rows_are_read_with_commas_or_tabs() -> None:
    for between in (",", "\t"):
        found = pasted(f"Title{between}Posted on{between}ODS\nPorter{between}04/12/2026{between}ryy\n")
        assert found == Adverts((Advert(title="Porter", posted_on=date(2026, 12, 4), employer="ryy"),))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste the adverts, or choose a file of them"),
        ("Title\nPorter", "Add the columns that are missing: posted on"),
        ("Title,Posted on\n,2026-12-04", "Row 2: give the title"),
        ("Title,Posted on\nPorter,soon", "Row 2: write the day of the advert like 2026-12-04 or 04/12/2026"),
        ("<x", "Paste or choose CSV with the columns title and posted on, or the XML of the job site as it is"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, sentence: str) -> None:
    found = pasted(text)
    assert isinstance(found, FieldErrors)
    assert found.by_field == {"pasted": sentence}


def test_a_paste_and_a_file_at_once_are_not_guessed_about() -> None:
    found = pasted("Title,Posted on\nPorter,2026-12-04", Upload("x.csv", b"y"))
    assert isinstance(found, FieldErrors)
    assert list(found.by_field) == ["file"]


def test_every_verdict_likeness_and_fault_has_its_words() -> None:
    assert VERDICTS.keys() == VERDICT_NAMES.keys() == set(Verdict)
    assert LIKENESSES.keys() == set(Likeness)
    assert SHEET_FAULTS.keys() == set(SheetFault)
