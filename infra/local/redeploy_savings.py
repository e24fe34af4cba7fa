"""What the demo's confirmed moves saved: HR enters it, and a finance lead signs some of it off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from functions.redeploy.domain.people import PersonDetails
from functions.redeploy.domain.recognising import OpenSaving, SignOff
from functions.redeploy.domain.redundancy import Reading
from functions.redeploy.domain.savings import EvidenceGrade, SavingFacts
from functions.redeploy.usecases import savings
from infra.local.redeploy_stories import Act, done, morning
from shared.actors import Actor
from shared.clock import london_day

_ENTERED, _SIGNED = 3, 2  # days before the first start
_NOTICE_LEFT = timedelta(weeks=8)


@dataclass(frozen=True)
class Sums:
    """A confirmed move, and who enters and signs off what it saved."""

    match_id: str
    details: PersonDetails
    hr: Actor
    finance: Actor

    def acts(self, today: datetime, *, is_signed: bool) -> Iterator[Act]:
        """The acts, each with its time."""
        entered_at, signed_at = morning(_ENTERED, today), morning(_SIGNED, today)
        yield entered_at, partial(self._enter, entered_at)
        if is_signed:
            yield signed_at, partial(self._sign_off, signed_at)

    def _enter(self, at: datetime) -> None:
        command = OpenSaving(match_id=self.match_id, facts=self._facts(at))
        done(savings.open_saving(self.hr, command, f"{self.match_id}-open-saving", at))

    def _sign_off(self, at: datetime) -> None:
        command = SignOff(match_id=self.match_id, version=1)
        done(savings.sign_off(self.finance, command, f"{self.match_id}-sign-off", at))

    def _facts(self, at: datetime) -> SavingFacts:
        return SavingFacts(
            terms=self.details.terms,
            age=None,
            notice_would_expire_on=london_day(at + _NOTICE_LEFT),
            **self.details.service.model_dump(),
            annual_salary_pence=self.details.pay.annual_pence,
            weekly_pay_pence=None,
            receiving_is_nhs=True,
            nothing_was_paid=None,
            reading=Reading.DEDUCT_THEN_CAP,
            evidence=EvidenceGrade.B,
        )
