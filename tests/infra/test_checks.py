from pathlib import Path

import pytest

from infra import app, synth
from infra.acknowledgements import FINDINGS, LINT
from infra.bundle import Bundle
from infra.stages import STAGES


@pytest.fixture(scope="module")
def everything_found(built: Bundle, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """What cdk-nag says with nothing acknowledged."""
    out = tmp_path_factory.mktemp("unacknowledged") / "cdk.out"
    with pytest.raises(synth.Found):
        synth.synthesise(app.chosen_stage("dev"), built, app.services(), out, acknowledged=False)
    return list(synth.findings(out))


def test_a_finding_that_nobody_acknowledged_fails_the_synthesis(
    everything_found: list[tuple[str, str]],
) -> None:
    assert ("Service/Api/Resource", "AwsSolutions-APIG2") in everything_found


@pytest.mark.parametrize("one", FINDINGS, ids=lambda one: f"{one.path} {one.finding}")
def test_an_acknowledgement_answers_a_finding_and_says_why(
    one: object, everything_found: list[tuple[str, str]]
) -> None:
    from infra.acknowledgements import Acknowledged  # noqa: PLC0415

    assert isinstance(one, Acknowledged)
    assert [
        path for path, rule in everything_found if rule == one.finding and f"{path}/".startswith(f"{one.path}/")
    ]
    assert len(one.reason.split()) >= 8


def test_no_acknowledgement_covers_a_whole_stack() -> None:
    assert all(one.path.count("/") >= 1 for one in FINDINGS)


def test_cfn_lint_finds_nothing_that_is_not_acknowledged(assembly: Path) -> None:
    synth.lint(assembly)


def test_cfn_lint_fails_on_a_broken_template(tmp_path: Path) -> None:
    (tmp_path / "Broken.template.json").write_text(
        '{"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"Colour": "blue"}}}}'
    )
    with pytest.raises(synth.Found, match="Colour"):
        synth.lint(tmp_path)


def test_what_cfn_lint_is_told_to_pass_over_has_a_reason() -> None:
    assert all(len(reason.split()) >= 8 for reason in LINT.values())


def test_a_live_stage_refuses_a_bundle_without_byte_code(built: Bundle, tmp_path: Path) -> None:
    slow = Bundle(built.folder, built.digest, has_byte_code=False)
    live = app.chosen_stage("live", "QXX", "An ICS")
    with pytest.raises(app.StageError, match="needs byte code"):
        synth.synthesise(live, slow, app.services(), tmp_path / "out")


def test_a_live_stage_must_be_told_whose_it_is() -> None:
    with pytest.raises(app.StageError, match="Whose is it"):
        app.chosen_stage("live")
    assert app.chosen_stage("live", "QXX", "An ICS").ics_name == "An ICS"


def test_an_unknown_stage_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(app.StageError, match=", ".join(STAGES)):
        app.chosen_stage("production")


def test_a_live_stage_outlives_its_stacks(built: Bundle, tmp_path: Path) -> None:
    from tests.infra.templates import read_templates  # noqa: PLC0415

    synth.synthesise(app.chosen_stage("live", "QXX", "An ICS"), built, app.services(), tmp_path / "out")
    resources = read_templates(tmp_path / "out")["Data"].body["Resources"].values()
    assert {one["DeletionPolicy"] for one in resources} == {"Retain"}
