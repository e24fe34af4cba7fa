"""Who may see which canary: a table by field, written from the issue and not from the service's own policy.

| of          | field                                  | its person | HR of the person's employer | those who fill the post | others |
|-------------|----------------------------------------|------------|-----------------------------|-------------------------|--------|
| a person    | name, email, phone, skills             | yes        | yes                         | with consent            | no     |
|             | reason, pay, birth, what was raised    | yes        | yes                         | no                      | no     |
|             | until when they are protected          | yes        | yes                         | no                      | auditor |
|             | the pay that a saving follows from     | yes        | yes                         | no                      | coordinator, auditor, own finance lead |
| a match     | words between the two sides            | yes        | yes                         | yes                     | no     |
|             | why one was taken out of turn          | no         | no                          | yes                     | no     |
|             | a judgement on a refused offer         | yes        | yes                         | no                      | no     |
| a vacancy   | all                                    | if matched | if one of theirs is matched | yes                     | coordinator, auditor |
| a change    | all                                    | no         | yes                         | no                      | coordinator, auditor |
"""  # noqa: E501 - a table

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shared.actors import Role
from tests.isolation.canaries import Canary


@dataclass(frozen=True)
class Viewer:
    """Somebody who asks: of an organisation in some roles, or a person on the register (`entry`), or nobody."""

    name: str
    ods_code: str = ""
    roles: frozenset[Role] = frozenset()
    entry: str = ""

    def is_hr_of(self, ods_code: str) -> bool:
        """Whether they advise on HR there."""
        return self.ods_code == ods_code and Role.HR_ADVISER in self.roles

    def fills_posts_of(self, ods_code: str) -> bool:
        """Whether they fill posts there."""
        return self.is_hr_of(ods_code) or (self.ods_code == ods_code and Role.RECRUITING_MANAGER in self.roles)

    @property
    def oversees(self) -> bool:
        """Whether they watch over the whole ICS, or audit it."""
        return Role.AUDITOR in self.roles or (Role.ICS_COORDINATOR in self.roles and self.ods_code == "QXX")


@dataclass(frozen=True)
class Pair:
    """A match, as far as the table asks: its sides, and whether the person's consent for it stands."""

    entry: str
    vacancy: str
    person_ods: str
    post_ods: str
    is_named: bool


@dataclass(frozen=True)
class Facts:
    """What the table needs to know of the records, all under the short codes of canaries."""

    employer_of: Mapping[str, str]  # of a person, a vacancy or a change
    pairs: Mapping[str, Pair]  # every match
    acted_on: Mapping[str, Pair]  # those that hold canaries


def _persons_side(viewer: Viewer, entry: str, ods_code: str) -> bool:
    return viewer.is_hr_of(ods_code) or (viewer.entry == entry != "")


def _identity(viewer: Viewer, subject: str, facts: Facts) -> bool:
    named = (pair for pair in facts.pairs.values() if pair.entry == subject and pair.is_named)
    return _private(viewer, subject, facts) or any(viewer.fills_posts_of(pair.post_ods) for pair in named)


def _private(viewer: Viewer, subject: str, facts: Facts) -> bool:
    return _persons_side(viewer, subject, facts.employer_of[subject])


def _protection(viewer: Viewer, subject: str, facts: Facts) -> bool:
    """Until when somebody is protected: an auditor redoes the tier from it, by the reference alone."""
    return Role.AUDITOR in viewer.roles or _private(viewer, subject, facts)


def _saving(viewer: Viewer, subject: str, facts: Facts) -> bool:
    """What a saving was worked out from: whoever redoes the arithmetic, and does not know whose it is."""
    signs = Role.FINANCE_LEAD in viewer.roles and viewer.ods_code == facts.employer_of[subject]
    return signs or viewer.oversees or _private(viewer, subject, facts)


def _between(viewer: Viewer, subject: str, facts: Facts) -> bool:
    return _judged(viewer, subject, facts) or _out_of_turn(viewer, subject, facts)


def _judged(viewer: Viewer, subject: str, facts: Facts) -> bool:
    pair = facts.acted_on[subject]
    return _persons_side(viewer, pair.entry, pair.person_ods)


def _out_of_turn(viewer: Viewer, subject: str, facts: Facts) -> bool:
    return viewer.fills_posts_of(facts.acted_on[subject].post_ods)


def _post(viewer: Viewer, subject: str, facts: Facts) -> bool:
    matched = (pair for pair in facts.pairs.values() if pair.vacancy == subject)
    return (
        viewer.oversees
        or viewer.fills_posts_of(facts.employer_of[subject])
        or any(_persons_side(viewer, pair.entry, pair.person_ods) for pair in matched)
    )


def _change(viewer: Viewer, subject: str, facts: Facts) -> bool:
    return viewer.oversees or viewer.is_hr_of(facts.employer_of[subject])


MAY_SEE: Mapping[str, Mapping[str, Callable[[Viewer, str, Facts], bool]]] = {
    "E": {
        **dict.fromkeys(("name", "email", "phone", "skill", "qualification", "experience"), _identity),
        **dict.fromkeys(("reason", "pay", "difference", "born", "raised", "answer"), _private),
        "protected": _protection,
        "saved": _saving,
    },
    "M": {
        **dict.fromkeys(
            ("person", "interview", "rejection", "feedback", "offer", "retraining", "trial"), _between
        ),
        "turn": _out_of_turn,
        "judgement": _judged,
    },
    "V": dict.fromkeys(("title", "workplace", "about", "criterion", "back"), _post),
    "C": dict.fromkeys(("title", "establishment"), _change),
}


def may_see(viewer: Viewer, canary: Canary, facts: Facts) -> bool:
    """Whether this viewer may see what this canary stands for."""
    return MAY_SEE[canary.subject[0]][canary.field](viewer, canary.subject, facts)
