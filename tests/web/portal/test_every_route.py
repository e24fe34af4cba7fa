"""What holds for every route of the portal."""

import json

import pytest
from chalice.app import Chalice

from functions.portal.app import app
from shared.settings import settings
from shared.table import client
from tests.partners import a_person
from tests.sign_in_service import Provider
from tests.web.portal.visitors import stranger, visitor

FILLED = {"{ods_code}": "VLA01", "{name}": "none.css"}


def routes(method: str, of: Chalice = app) -> list[str]:
    found = [resource for resource, methods in of.routes.items() if method in methods]
    for parameter, value in FILLED.items():
        found = [resource.replace(parameter, value) for resource in found]
    return sorted(found)


def stored() -> list[str]:
    items = client().scan(TableName=settings().directory_table)["Items"]
    return sorted(json.dumps(item, sort_keys=True) for item in items)


@pytest.mark.parametrize("path", routes("POST"))
def test_no_form_is_accepted_without_the_token_of_its_session(provider: Provider, path: str) -> None:
    browser = visitor(a_person())
    before = stored()
    for token in ("", "made-up", "é"):
        assert browser.send(path, {"label": "x", "days": "30", "ods_code": "VLA01"}, csrf=token).status == 403
    assert stored() == before


@pytest.mark.parametrize("path", routes("GET"))
def test_looking_changes_nothing(provider: Provider, path: str) -> None:
    browser = visitor(a_person())
    before = stored()
    browser.get(path)
    assert stored() == before


@pytest.mark.parametrize("path", routes("GET"))
def test_every_page_answers_a_stranger_without_an_error_and_with_its_headers(
    provider: Provider, path: str
) -> None:
    answer = stranger().get(path)
    assert answer.status < 500
    assert "default-src 'none'" in answer.all("content-security-policy")[0]
    assert answer.all("x-content-type-options") == ["nosniff"]


@pytest.mark.parametrize("path", ["accessibility", "changes", "contact", "cookies", "privacy"])
def test_the_pages_about_the_service_are_open_to_everybody(tables: object, path: str) -> None:
    page = stranger().get(f"/{path}")
    assert page.status == 200 and len(page.headings) == 1


def test_an_asset_is_served_to_be_kept_and_an_unknown_one_is_not_found(tables: object) -> None:
    page = stranger().get("/").html
    path = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    answer = stranger().get(path)
    assert answer.status == 200 and "immutable" in answer.all("cache-control")[0]
    assert stranger().get("/assets/none.css").status == 404


def test_health_needs_no_database(tables: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXCHANGE_DIRECTORY_TABLE", "there-is-no-such-table")
    settings.cache_clear()
    assert stranger().get("/health").html == '{"status":"ok"}'
