"""The templates' macros and filters, from source and compiled."""

import gzip
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from shared.values.dates import Month
from shared.web import pages, templates
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form
from shared.web.visit import Visit

NOW = datetime(2026, 11, 22, 9, 5, tzinfo=UTC)
VISIT = Visit("GET", "/x", NOW, "nonce")

FIELDS = """
{% import "shared/forms.html" as f %}
{{ f.text(form, "title", "Title") }} {{ f.money(form, "cost", "Cost") }} {{ f.number(form, "count", "Count") }}
{{ f.textarea(form, "words", "Words") }} {{ f.textarea(form, "limited", "Limited", most=20) }}
{{ f.radios(form, "kind", "Kind", [{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]) }}
{{ f.checkboxes(form, "places", "Places", [{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]) }}
{{ f.checkbox(form, "agreed", "I agree") }}
{{ f.select(form, "list", "List", [{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]) }}
{{ f.month(form, "start", "Start") }} {{ f.day(form, "end", "End") }}
{{ f.button("Go", name="go", value="1") }}
"""
NAMES = ["title", "cost", "count", "words", "limited", "kind", "places", "agreed", "list", "start", "end"]


def page(source: str, **context: object) -> str:
    return templates.environment().from_string(source).render(visit=VISIT, **context)


def test_every_field_shows_its_error_where_the_summarys_link_leads() -> None:
    form = FieldErrors(typed={}, by_field={name: f"Wrong {name}" for name in NAMES})
    html = page(FIELDS, form=form)
    for name in NAMES:
        assert len(re.findall(f'id="{name}"', html)) == 1, name
        assert f"Wrong {name}" in html, name
        control = re.search(rf'<(input|textarea|select)[^>]*id="{name}"', html)
        assert control, name


def test_every_field_shows_what_was_typed_and_none_of_it_as_markup() -> None:
    evil = '"><script>alert(1)</script>'
    shown = {"title": evil, "cost": evil, "count": evil, "words": evil, "limited": evil, "start-month": evil}
    html = page(FIELDS, form=FieldErrors(typed=shown, by_field={"title": evil}))
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 7


def test_lines_in_a_text_come_back_as_they_were() -> None:
    html = page(FIELDS, form=Form({"words": "one\n  two\n\nthree", "limited": "one\n two"}))
    assert ">one\n  two\n\nthree</textarea>" in html
    assert ">one\n two</textarea>" in html


def test_choices_that_were_made_are_made_again() -> None:
    typed = FormBody([("kind", "b"), ("places", "a"), ("places", "b"), ("list", "b"), ("agreed", "yes")])
    html = page(FIELDS, form=Form(typed))
    chosen = re.findall(r'id="([a-z0-9-]+)" name="[a-z]+" type="(?:radio|checkbox)"[^>]* checked', html)
    assert chosen == ["kind-2", "places", "places-2", "agreed"]
    assert re.search(r'<option value="b" selected', html)


def test_a_month_and_a_day_stand_in_their_boxes() -> None:
    html = page(FIELDS, form=Form({"start": "2026-10", "end": "2027-03-09"}))
    boxes = dict(re.findall(r'name="((?:start|end)-[a-z]+)"[^>]* value="([0-9]+)"', html))
    assert boxes == {
        "start-month": "10",
        "start-year": "2026",
        "end-day": "09",
        "end-month": "03",
        "end-year": "2027",
    }


def test_a_table_escapes_its_cells_and_names_each_for_a_phone() -> None:
    source = """{% from "shared/tables.html" import table %}{{ table("Sums", columns, rows, total=total) }}"""
    html = page(
        source,
        columns=[{"text": "Who"}, {"text": "Cost", "number": True}, {"text": "State"}],
        rows=[["<b>", {"text": "£1.00", "href": "/a"}, {"text": "New", "tag": "blue"}]],
        total=["All", "£1.00", ""],
    )
    assert "<b>" not in html
    assert html.count('aria-hidden="true">Cost </span>') == 2
    assert '<a href="/a">£1.00</a>' in html
    assert '<strong class="nhsuk-tag nhsuk-tag--blue">New</strong>' in html


def test_a_table_of_fifty_rows_is_at_most_32_kb_and_3_kb_compressed() -> None:
    source = """{% from "shared/tables.html" import table %}{{ table("Queue", columns, rows) }}"""
    columns = [{"text": "Employer"}, {"text": "Standard"}, {"text": "Cost", "number": True}, {"text": "Age"}]
    row = [{"text": "Oak House Care Home", "href": "/levy/x"}, "Adult care worker", "£4,000.00", "12 days"]
    rows = [[row[0], *row[1:3], f"{days} days"] for days in range(50)]
    html = page(source, columns=columns, rows=rows).encode()
    assert len(html) <= 32_000
    assert len(gzip.compress(html)) <= 3_000


def test_the_link_to_more_keeps_the_filters() -> None:
    source = """{% from "shared/paging.html" import more %}{{ more("/levy", after, {"q": "a&b"}) }}"""
    assert 'href="/levy?q=a%26b&amp;after=c%2Fd"' in page(source, after="c/d")
    assert page(source, after=None).strip() == ""


def test_a_name_that_a_page_was_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        page("{{ mispelt }}")
    with pytest.raises(UndefinedError):
        page("{% if form.mispelt %}{% endif %}", form={})


def test_days_months_times_money_and_counts_are_written_in_one_way() -> None:
    source = "{{ d | uk_date }}|{{ t | uk_date }}|{{ t | uk_time }}|{{ m | uk_month }}|{{ s | uk_month }}|"
    source += "{{ 123456 | pounds }}|{{ 100 | pounds_short }}|"
    source += "{{ 1 | plural('day') }}|{{ 1200 | plural('person', 'people') }}"
    late_in_summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    html = page(source, d=date(2026, 12, 12), t=late_in_summer, m=Month(2026, 10), s="2026-10")
    assert html == (
        "12 December 2026|1 July 2026|12:30am|October 2026|October 2026|£1,234.56|£1|1 day|1,200 people"
    )


def test_compiled_templates_make_the_same_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sample() -> object:
        form = FieldErrors(typed={"title": "x"}, by_field={"title": "Wrong"})
        return pages.render(
            VISIT, "shared/refused.html", title="T", sentence="S", back="/", back_text="B", form=form
        ).body

    from_source = sample()
    templates.precompile(tmp_path)
    monkeypatch.setattr(templates, "COMPILED", tmp_path)
    templates.environment.cache_clear()
    try:
        assert sample() == from_source
        with pytest.raises(RuntimeError, match="not in a bundle"):
            templates.precompile(tmp_path)
    finally:
        monkeypatch.undo()
        templates.environment.cache_clear()
