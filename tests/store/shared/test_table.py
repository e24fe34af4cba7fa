"""The contract of the one module that talks to the database, on the real local engine."""

import pytest
from botocore.awsrequest import AWSResponse

from shared.table import MOST_WRITES, BadCursor, Cancelled, Check, Item, Put, Table, Update
from tests.bench.wire import Call, bent
from tests.tables import Tables


@pytest.fixture
def table(tables: Tables) -> Table:
    return Table(tables["levy"])


def pot(pence: int = 10, **more: object) -> Item:
    return {"pk": "POT", "sk": "POT", "pence": pence, "by_year": {}, **more}


def take(pence: int) -> Update:
    return Update("POT", "POT", add={"pence": -pence}, at_least={"pence": pence})


def note(number: int) -> Put:
    return Put({"pk": "NOTE", "sk": f"NOTE#{number:03d}"}, if_absent=True)


# -- values and single items ------------------------------------------------------------------------------


def test_a_floor_inside_a_map_holds_unless_the_item_is_free_of_it(table: Table) -> None:
    table.put(pot(is_checked=True) | {"by_year": {"2026/27": 5}})

    def less(year: str, pence: int) -> Item | None:
        add, floor = {"by_year": {year: -pence}}, {"by_year": {year: pence}}
        return table.update(
            Update(
                "POT", "POT", add_in=add, at_least_in=floor, require={"pence": 10}, unless={"is_checked": False}
            )
        )

    assert less("2026/27", 6) is None
    assert less("2027/28", 1) is None, "what is not there is not enough"
    assert less("2026/27", 5) == pot(is_checked=True) | {"by_year": {"2026/27": 0}}
    table.update(Update("POT", "POT", put={"is_checked": False}))
    assert less("2027/28", 1) == pot(is_checked=False) | {"by_year": {"2026/27": 0, "2027/28": -1}}
    table.update(Update("POT", "POT", put={"pence": 11}))
    assert less("2027/28", 1) is None, "who is free of the floor is not free of the rest"


def test_an_item_comes_back_as_it_was_put(table: Table) -> None:
    item = {"pk": "a", "sk": "b", "n": -3, "big": 10**30, "t": True, "f": False, "none": None, "text": "Zoë £"}
    nested = {"empty": {}, "list": [1, "two", {"three": [False]}], "blank": ""}
    table.put(item | nested)
    assert table.get("a", "b") == item | nested


@pytest.mark.parametrize("value", [1.5, b"bytes", {1, 2}])
def test_a_value_that_an_item_cannot_hold_is_a_bug(table: Table, value: object) -> None:
    with pytest.raises(TypeError):
        table.put({"pk": "a", "sk": "b", "value": value})


def test_what_is_not_there_is_none(table: Table) -> None:
    assert table.get("no", "thing") is None


def test_a_put_where_nothing_is_writes_once(table: Table) -> None:
    assert table.put(pot(1), if_absent=True)
    assert not table.put(pot(2), if_absent=True)
    assert table.get("POT", "POT") == pot(1)


def test_a_fetch_gives_items_in_the_order_asked_even_twice(table: Table) -> None:
    table.put(pot())
    assert table.fetch(("POT", "POT"), ("no", "thing"), ("POT", "POT")) == [pot(), None, pot()]


def test_a_fetch_asks_again_for_keys_that_were_left_over(table: Table) -> None:
    table.put(pot())
    calls: list[str] = []

    def leave_all_the_first_time(call: Call) -> AWSResponse:
        calls.append(call.operation)
        if len(calls) > 1:
            return call.forward()
        return call.replied(200, {"Responses": {}, "UnprocessedKeys": call.content["RequestItems"]})

    with bent(leave_all_the_first_time):
        assert table.fetch(("POT", "POT")) == [pot()]
    assert calls == ["BatchGetItem"] * 2


def test_of_two_deletions_one_wins(table: Table) -> None:
    table.put(pot())
    assert [table.delete("POT", "POT"), table.delete("POT", "POT")] == [True, False]


def test_a_counter_starts_at_one(table: Table) -> None:
    assert [table.count("c", "c", 5) for _ in range(3)] == [1, 2, 3]


# -- conditions -------------------------------------------------------------------------------------------


def test_an_update_moves_numbers_within_its_floor(table: Table) -> None:
    table.put(pot(10))
    assert table.update(take(10)) == pot(0)
    assert table.update(take(1)) is None
    assert table.get("POT", "POT") == pot(0)


def test_an_update_needs_its_item(table: Table) -> None:
    assert table.update(Update("POT", "POT", put={"note": "n"})) is None
    assert table.get("POT", "POT") is None


def test_an_update_needs_what_it_requires(table: Table) -> None:
    table.put(pot(status="open"))
    assert table.update(Update("POT", "POT", put={"seen": 1}, require={"status": "closed"})) is None
    assert table.update(Update("POT", "POT", put={"seen": 1}, require={"status": "open"})) is not None


def test_a_number_inside_a_map_starts_at_zero(table: Table) -> None:
    table.put(pot())
    table.update(Update("POT", "POT", add_in={"by_year": {"2026/27": 5, "2027/28": 1}}))
    changed = table.update(Update("POT", "POT", add_in={"by_year": {"2026/27": -2}}))
    assert changed is not None
    assert changed["by_year"] == {"2026/27": 3, "2027/28": 1}


def test_an_update_takes_attributes_away(table: Table) -> None:
    table.put(pot(work_pk="w", work_sk="w"))
    table.update(Update("POT", "POT", remove=("work_pk", "work_sk")))
    assert table.get("POT", "POT") == pot()
    assert table.page("work", "w").items == []


# -- commits ----------------------------------------------------------------------------------------------


def test_a_commit_writes_all_or_nothing_and_names_what_failed(table: Table) -> None:
    table.put(pot(10))
    with pytest.raises(Cancelled) as cancelled:
        table.commit([note(1), take(11), Check("no", "thing")])
    assert cancelled.value.failed == {1, 2}
    assert table.page(None, "NOTE").items == []
    table.put(note(0).item)
    table.commit([note(1), take(10), Check("NOTE", "NOTE#000", {"sk": "NOTE#000"})])
    assert table.get("POT", "POT") == pot(0)
    assert len(table.page(None, "NOTE").items) == 2


def test_a_put_over_another_version_fails(table: Table) -> None:
    table.put(pot(version=1))
    table.commit([Put(pot(version=2), require={"version": 1})])
    with pytest.raises(Cancelled):
        table.commit([Put(pot(version=2), require={"version": 1})])
    with pytest.raises(Cancelled):
        table.commit([Put({"pk": "new", "sk": "new"}, require={"version": 0})])


def test_a_decision_of_more_than_100_writes_is_a_bug(table: Table) -> None:
    table.commit([note(number) for number in range(MOST_WRITES)])
    for writes in ([], [note(200 + number) for number in range(MOST_WRITES + 1)]):
        with pytest.raises(ValueError, match="writes in one decision"):
            table.commit(writes)


# -- pages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize(("count", "limit"), [(0, 3), (1, 3), (3, 3), (4, 3), (6, 3), (7, 3)])
def test_pages_give_everything_once_and_end_exactly(
    table: Table, count: int, limit: int, newest_first: bool
) -> None:
    table.commit([note(number) for number in range(count)] or [note(999)])
    if not count:
        table.delete("NOTE", "NOTE#999")
    sizes, seen, after = [], [], None
    while True:
        page = table.page(None, "NOTE", limit=limit, after=after, newest_first=newest_first)
        sizes.append(len(page.items))
        seen += [item["sk"] for item in page.items]
        after = page.after
        if after is None:
            break
    assert seen == sorted((f"NOTE#{number:03d}" for number in range(count)), reverse=newest_first)
    assert sizes == [limit] * ((count - 1) // limit) + [count - (count - 1) // limit * limit] if count else [0]


def test_a_page_of_an_index_is_bounded_by_its_sort_key(table: Table) -> None:
    for day in ("2026-11-01", "2026-11-02", "2026-12-01"):
        table.put({"pk": day, "sk": "x", "work_pk": "w", "work_sk": day, "row": {}})
    assert [item["pk"] for item in table.page("work", "w", sk_up_to="2026-11-02").items] == [
        "2026-11-01",
        "2026-11-02",
    ]
    assert [item["pk"] for item in table.page("work", "w", sk_prefix="2026-12").items] == ["2026-12-01"]


def test_a_filtered_page_looks_at_a_bounded_number_and_its_cursor_loses_nothing(table: Table) -> None:
    for number in range(20):
        row = {"type": "care_home" if number % 5 == 0 else "council"}
        table.put({"pk": f"a{number}", "sk": "x", "by_age_pk": "q", "by_age_sk": f"{number:02d}", "row": row})
    seen, after, pages = [], None, 0
    while True:
        page = table.page("by_age", "q", limit=2, where={"type": "care_home"}, evaluate=7, after=after)
        assert len(page.items) <= 2
        assert page.looked_at <= 7
        seen += [item["pk"] for item in page.items]
        pages, after = pages + 1, page.after
        if after is None:
            break
    assert seen == ["a0", "a5", "a10", "a15"]
    assert pages <= 4


@pytest.mark.parametrize(
    "after", ["", "{}", "[]", "null", '{"pk":"NOTE"}', '{"pk":"OTHER","sk":"NOTE#001"}', "\x00"]
)
def test_a_cursor_that_no_page_of_this_list_gave_is_refused(table: Table, after: str) -> None:
    table.commit([note(1), note(2)])
    with pytest.raises(BadCursor):
        table.page(None, "NOTE", after=after)


def test_a_cursor_of_another_list_is_refused(table: Table) -> None:
    for owner in ("mine", "theirs"):
        for number in range(3):
            table.put({"pk": f"{owner}{number}", "sk": "x", "by_owner_pk": owner, "by_owner_sk": f"{number}"})
    theirs = table.page("by_owner", "theirs", limit=1).after
    with pytest.raises(BadCursor):
        table.page("by_owner", "mine", after=theirs)
