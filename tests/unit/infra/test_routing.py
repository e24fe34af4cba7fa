import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.local.routing import BrokenAddress, Match, UnknownPath, WrongMethod, merge, query_fields, route

ROUTES = {
    "/": {"GET": "portal"},
    "/levy": {"GET": "levy"},
    "/levy/pledges/{pledge_id}": {"GET": "levy", "POST": "levy"},
    "/levy/pledges/new": {"GET": "levy"},
    "/levy/{kind}/new": {"GET": "other"},
    "/assets/{name}": {"GET": "portal"},
    "/api/openapi.json": {"GET": "portal", "HEAD": "head"},
}


def test_a_literal_segment_wins_over_a_parameter() -> None:
    assert route("GET", "/levy/pledges/new", ROUTES) == Match("/levy/pledges/new", {}, "levy")


def test_the_literal_that_comes_first_wins() -> None:
    routes = {"/{a}/new": {"GET": 1}, "/levy/{b}": {"GET": 2}}
    assert route("GET", "/levy/new", routes) == Match("/levy/{b}", {"b": "new"}, 2)


def test_a_method_that_the_closest_resource_lacks_is_wrong_even_where_a_wider_one_has_it() -> None:
    assert route("POST", "/levy/pledges/new", ROUTES) == WrongMethod("/levy/pledges/new", ("GET",))


@pytest.mark.parametrize(
    "path", ["/nowhere", "/levy/pledges", "/levy/pledges/a/b", "/Levy", "//levy", "/levy//new"]
)
def test_a_path_of_no_resource_is_unknown(path: str) -> None:
    assert route("GET", path, ROUTES) == UnknownPath()


def test_one_slash_at_the_end_is_ignored() -> None:
    assert route("GET", "/levy/", ROUTES) == Match("/levy", {}, "levy")


def test_the_start_page_is_found() -> None:
    assert route("GET", "/", ROUTES) == Match("/", {}, "portal")


def test_head_is_answered_by_what_answers_get() -> None:
    assert route("HEAD", "/levy", ROUTES) == Match("/levy", {}, "levy")


def test_head_is_answered_by_its_own_view_where_there_is_one() -> None:
    assert route("HEAD", "/api/openapi.json", ROUTES) == Match("/api/openapi.json", {}, "head")


def test_an_encoded_slash_stays_inside_its_segment() -> None:
    assert route("GET", "/assets/a%2Fb", ROUTES) == Match("/assets/{name}", {"name": "a/b"}, "portal")


def test_a_parameter_is_decoded_once() -> None:
    assert route("GET", "/assets/caf%C3%A9%2520", ROUTES) == Match("/assets/{name}", {"name": "café%20"}, "portal")


@pytest.mark.parametrize("segment", ["%ff", "%C3", "a%E0%80"])
def test_a_parameter_that_is_not_utf_8_is_the_clients_fault(segment: str) -> None:
    with pytest.raises(BrokenAddress):
        route("GET", f"/assets/{segment}", ROUTES)


def test_every_value_of_a_query_field_is_kept_in_order() -> None:
    assert query_fields("a=1&b=&a=2+3&c=%2B") == {"a": ["1", "2 3"], "b": [""], "c": ["+"]}


@pytest.mark.parametrize("query", ["a=%ff", "&".join(f"f{n}=" for n in range(101))])
def test_a_query_that_is_not_utf_8_or_has_too_many_fields_is_the_clients_fault(query: str) -> None:
    with pytest.raises(BrokenAddress):
        query_fields(query)


def test_two_services_may_share_a_resource_but_not_a_method_of_it() -> None:
    assert merge([{"/a": {"GET": 1}}, {"/a": {"POST": 2}}]) == {"/a": {"GET": 1, "POST": 2}}
    with pytest.raises(ValueError, match="GET /a"):
        merge([{"/a": {"GET": 1}}, {"/a": {"GET": 2}}])


@given(method=st.sampled_from(["GET", "HEAD", "POST", "PUT"]), path=st.text(st.characters(max_codepoint=126)))
def test_no_path_breaks_the_table(method: str, path: str) -> None:
    try:
        found = route(method, path, ROUTES)
    except BrokenAddress:
        return
    assert isinstance(found, Match | UnknownPath | WrongMethod)
