"""What the portal's forms ask, and where a sign-in may lead back to."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from shared.actors import Organisation, OrganisationType, SizeBand
from shared.values.identifiers import OdsCode, Postcode
from shared.web.visit import is_local

_LONGEST_NEXT = 1_000
_NOT_DESTINATIONS = ("/sign-in", "/signed-in", "/sign-out", "/session", "/api", "/assets")


class _Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _one_line(text: str) -> str:
    return " ".join(text.split())


class OrganisationEdit(_Command):
    """The details of an organisation as its administrator wants them; `version` is the one they were shown."""

    name: Annotated[str, StringConstraints(max_length=100), AfterValidator(_one_line)]
    type: OrganisationType
    postcode: Postcode
    place: Annotated[str, StringConstraints(max_length=60), AfterValidator(_one_line)]
    size_band: SizeBand
    pays_levy: bool
    version: Annotated[int, Field(ge=1)]

    def applied_to(self, organisation: Organisation) -> Organisation:
        """The organisation with these details."""
        return organisation.model_copy(update=self.model_dump(exclude={"version"}))


class Choice(_Command):
    """Which organisation to act for."""

    ods_code: OdsCode


class NewToken(_Command):
    """An API token to be made."""

    label: Annotated[str, StringConstraints(max_length=60), AfterValidator(_one_line)]
    days: Literal["30", "90", "180", "365"]


class Revocation(_Command):
    """Which API token to revoke."""

    person_id: Annotated[str, Field(max_length=64)]
    secret_hash: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


def local_next(asked: str) -> str:
    """Where to go after signing in: the local path that was asked for, else the start page.

    Another site's address is no path, however it is disguised, and nobody is sent round in a circle.
    """
    path = asked.partition("?")[0].partition("#")[0]
    if not asked or len(asked) > _LONGEST_NEXT or not is_local(asked):
        return "/"
    if any(path == one or path.startswith(f"{one}/") for one in _NOT_DESTINATIONS):
        return "/"
    return asked
