"""Style sheets, scripts and icons: built under prints of their content, served for good."""

import gzip
import re
from pathlib import Path

import pytest

from shared.settings import settings
from shared.web import assets, pages
from shared.web.assets import asset_path, asset_response
from tests.unit.shared.web.test_templates import VISIT


def served(name: str) -> bytes:
    reply = asset_response(asset_path(name).removeprefix("/assets/"), accepts_gzip=False)
    assert reply is not None
    assert isinstance(reply.body, bytes)
    return reply.body


def test_nothing_that_is_served_names_another_site_or_an_asset_that_is_not_there() -> None:
    style, script = served("nhsuk-frontend.css").decode(), served("exchange.js").decode()
    assert "@font-face" not in style
    assert "https://" not in style
    named = re.findall(r"url\(([^)]+)\)", style)
    icons = [one for one in named if not one.startswith(('"data:', "data:"))]
    assert icons
    imported = re.findall(r'from "\./([^"]+)"', script)
    assert len(imported) == 1
    for name in [*icons, *imported]:
        assert asset_response(name) is not None, name
    assert b"sourceMappingURL" not in served("nhsuk-frontend.js") + served("nhsuk-frontend.css")


def test_an_asset_is_kept_for_a_year_because_its_name_changes_with_its_content() -> None:
    name = asset_path("exchange.css").removeprefix("/assets/")
    reply = asset_response(name)
    assert reply is not None
    assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert reply.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(reply.body) == served("exchange.css")
    assert reply.to_dict()["isBase64Encoded"] is True


def test_the_same_sources_make_the_same_assets_and_another_source_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = assets.build(tmp_path / "a")
    assert assets.build(tmp_path / "b") == first
    for name in (tmp_path / "a").iterdir():
        assert name.read_bytes() == (tmp_path / "b" / name.name).read_bytes()
    own = tmp_path / "static"
    own.mkdir()
    (own / "exchange.css").write_text("p{}")
    (own / "exchange.js").write_text((assets.OWN / "exchange.js").read_text())
    monkeypatch.setattr(assets, "OWN", own)
    changed = assets.build(tmp_path / "c")
    assert {name for name in first if first[name] != changed[name]} == {"exchange.css"}


@pytest.mark.parametrize("name", ["manifest.json", "exchange.css", "../app.py", "..%2fapp.py", "", "x.css.gz"])
def test_only_the_names_of_the_manifest_are_served(name: str) -> None:
    assert asset_response(name) is None


def test_assets_that_were_not_built_say_how_to_build_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXCHANGE_ASSETS_DIR", str(tmp_path))
    settings.cache_clear()
    assets.manifest.cache_clear()
    try:
        with pytest.raises(RuntimeError, match=r"python -m shared\.web\.assets"):
            asset_path("exchange.css")
    finally:
        monkeypatch.undo()
        settings.cache_clear()
        assets.manifest.cache_clear()


def test_a_first_visit_weighs_at_most_60_kb() -> None:
    page = str(pages.not_found(VISIT).body)
    linked = re.findall(r'(?:href|src)="/assets/([^"]+)"', page)
    scripts_and_styles = [name for name in linked if name.endswith((".css", ".js"))]
    imported = [asset_path("nhsuk-frontend.js").removeprefix("/assets/")]
    replies = [asset_response(name) for name in [*scripts_and_styles, *imported]]
    weight = sum(len(reply.body) for reply in replies if reply) + len(gzip.compress(page.encode()))
    assert len(replies) == 4
    assert weight <= 60_000
