"""One bundle and one synthesis for all the tests of a run."""

from pathlib import Path

import pytest

from infra import bundle
from tests.infra.templates import Template, read_templates


@pytest.fixture(scope="session")
def built() -> bundle.Bundle:
    return bundle.build()


@pytest.fixture(scope="session")
def assembly(built: bundle.Bundle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from infra import app, synth  # noqa: PLC0415 - the CDK starts a Node.js process

    out = tmp_path_factory.mktemp("assembly") / "cdk.out"
    synth.synthesise(app.chosen_stage("dev"), built, app.services(), out)
    return out


@pytest.fixture(scope="session")
def templates(assembly: Path) -> dict[str, Template]:
    return read_templates(assembly)


@pytest.fixture(scope="session")
def service(templates: dict[str, Template]) -> Template:
    return templates["Service"]


@pytest.fixture(scope="session")
def data(templates: dict[str, Template]) -> Template:
    return templates["Data"]
