"""What arrives in a body, as plain values."""

import pytest

from shared.web.bodies import FormBody, TurnedAway, is_plain, read_form, read_json, read_query

FORM = "application/x-www-form-urlencoded"


def test_a_value_loses_the_space_around_it_and_the_control_characters_of_a_paste() -> None:
    form = read_form(b"a=+one%0D%0Atwo%0Dthree%0B%07+%09x+", FORM)
    assert form["a"] == "one\ntwo\nthree \tx"


def test_of_a_repeated_name_the_last_value_counts_and_all_are_kept() -> None:
    form = read_form(b"a=1&b=%C3%A9&a=2&c", f"{FORM}; charset=UTF-8")
    assert dict(form) == {"a": "2", "b": "é", "c": ""}
    assert form.all("a") == ["1", "2"]
    assert form.all("nothing") == []
    assert len(form) == 3


def test_bytes_that_a_browser_did_not_escape_are_read_as_utf_8() -> None:
    assert read_form("a=é".encode(), FORM)["a"] == "é"


def test_json_is_read_in_utf_8_only() -> None:
    assert read_json('{"a": "é"}'.encode(), "application/json; charset=utf-8") == {"a": "é"}
    with pytest.raises(TurnedAway) as turned_away:
        read_json(b"{}", "application/json; charset=latin1")
    assert turned_away.value.status == 415


def test_a_query_keeps_the_values_that_api_gateway_decoded() -> None:
    assert read_query({"a": ["1", "2 "]}).all("a") == ["1", "2"]
    assert read_query(None) == FormBody()


def test_text_that_could_not_be_stored_is_not_plain() -> None:
    assert is_plain("a\n\té😀")
    assert not is_plain("a\x00")
    assert not is_plain("\udfff")
