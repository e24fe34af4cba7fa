"""What an approver types, read into commands. The application's id comes from the address, never from the form."""

import re
from collections.abc import Mapping
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field

from functions.levy.domain.commands import Approve, DeclineAll, RecordId, Share, Words
from functions.levy.domain.reasons import Reason
from functions.levy.messages.decisions import APPROVE_WORDS, DECLINE_ALL_WORDS, SPLIT_WORDS
from shared.records import Frozen
from shared.values.money import MOST_PENCE, parse_pounds
from shared.web.acts import Act
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, read

SHARE = "share-"
"""Before a pledge's id: the field of what that pledge pays."""

_SHARE_FIELD = re.compile(SHARE + "[A-Za-z0-9_-]{1,128}")

MOST_SHARES = 10
MOST_AT_ONCE = 25

FIELDS = {
    Reason.CONFLICT_OF_INTEREST: "has_conflict",
    Reason.TOO_MANY_APPRENTICES: "apprentices",
    Reason.PLEDGE_TOO_SMALL: "pledge_id",
    Reason.PLEDGE_CLOSED: "pledge_id",
    Reason.PLEDGE_YEAR_OVER: "pledge_id",
    Reason.PLEDGE_OF_RECEIVER: "pledge_id",
    Reason.ALLOWANCE_TOO_SMALL: "pledge_id",
}
"""The field beside which a refusal stands."""

Command = TypeVar("Command", bound=BaseModel)


class _Approval(Frozen):
    """What both ways of approving ask. `apprentices` and the version are those that the page was made for."""

    version: Annotated[int, Field(ge=1)]
    has_conflict: bool
    apprentices: Annotated[int, Field(ge=1, le=999)]
    why: Words


class _Payer(Frozen):
    """Which pledge pays. `pence` is the cost that the page showed; the decision checks it again."""

    pence: Annotated[int, Field(ge=1, le=MOST_PENCE)]
    pledge_id: RecordId


class OnePledge(_Approval, _Payer):
    """An approval that one pledge pays. The payer's fields come first, as on the page, so that errors do too."""


class Shown(Frozen):
    """The applications of a bulk decision as they were shown: id and version of each, "id:7"."""

    shown: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}:[0-9]{1,6}$")], ...],
        Field(min_length=1, max_length=MOST_AT_ONCE),
    ]

    @property
    def versions(self) -> list[tuple[str, int]]:
        """Each application with its version, each once."""
        pairs = (one.split(":") for one in dict.fromkeys(self.shown))
        return [(application_id, int(version)) for application_id, version in pairs]


def read_command(
    model: type[Command], typed: FormBody, application_id: str, words: Mapping[str, str]
) -> tuple[Command, str] | FieldErrors:
    """A command on the application of the page, and the key of the form."""
    own = [(name, value) for name in typed for value in typed.all(name)]
    command = read(model, FormBody([*own, ("application_id", application_id)]), words)
    return _with_key(command, typed, words)


def read_approval(typed: FormBody, application_id: str) -> tuple[Approve, str] | FieldErrors:
    """An approval that one pledge pays in full, and the key of the form."""
    form = read(OnePledge, typed, APPROVE_WORDS)
    if isinstance(form, FieldErrors):
        return _with_key(form, typed, APPROVE_WORDS)
    shares = (Share(pledge_id=form.pledge_id, pence=form.pence),)
    return _with_key(_approve(form, application_id, shares), typed, APPROVE_WORDS)


def read_split(typed: FormBody, application_id: str) -> tuple[Approve, str] | FieldErrors:
    """An approval that several pledges pay, and the key of the form."""
    form = read(_Approval, typed, SPLIT_WORDS)
    shares, rules = _shares(typed)
    if isinstance(form, FieldErrors) or rules:
        wrong = FieldErrors(
            typed=typed,
            by_field={name: _share_sentence(rule) for name, rule in rules.items()},
            rules=rules,
        )
        return _with_key(_both(wrong, form), typed, SPLIT_WORDS)
    return _with_key(_approve(form, application_id, shares), typed, SPLIT_WORDS)


def read_decline_all(typed: FormBody) -> tuple[Shown, DeclineAll, str] | FieldErrors:
    """Which applications are declined, as they were shown; why; and the key of the form."""
    shown = read(Shown, typed, DECLINE_ALL_WORDS)
    wanted = read(DeclineAll, typed, DECLINE_ALL_WORDS)
    key = read(Act, typed, DECLINE_ALL_WORDS)
    if isinstance(shown, FieldErrors) or isinstance(wanted, FieldErrors) or isinstance(key, FieldErrors):
        return _both(shown, wanted, key)
    return shown, wanted, key.key


def _approve(form: _Approval, application_id: str, shares: tuple[Share, ...]) -> Approve:
    return Approve(
        application_id=application_id,
        version=form.version,
        has_conflict=form.has_conflict,
        apprentices=form.apprentices,
        shares=shares,
        why=form.why,
    )


def _shares(typed: FormBody) -> tuple[tuple[Share, ...], dict[str, str]]:
    """The amounts that were filled in, and the rule that each unreadable one broke. Empty and £0 mean nothing."""
    fields = [name for name in typed if _SHARE_FIELD.fullmatch(name)]
    shares: list[Share] = []
    rules: dict[str, str] = {}
    for name in fields:
        try:
            pence = parse_pounds(typed[name]) if typed[name] else 0
        except ValueError as unreadable:
            rules[name] = str(unreadable)
            continue
        if pence:
            shares.append(Share(pledge_id=name.removeprefix(SHARE), pence=pence))
    if not rules and not shares:
        rules[fields[0] if fields else SHARE] = "missing"
    if len(shares) > MOST_SHARES:
        rules[fields[0]] = "too_long"
    return tuple(shares), rules


def _share_sentence(rule: str) -> str:
    return SPLIT_WORDS.get(f"share.{rule}") or SPLIT_WORDS["share"]


def _with_key(
    outcome: Command | FieldErrors, typed: FormBody, words: Mapping[str, str]
) -> tuple[Command, str] | FieldErrors:
    act = read(Act, typed, words)
    if isinstance(outcome, FieldErrors) or isinstance(act, FieldErrors):
        return _both(outcome, act)
    return outcome, act.key


def _both(*outcomes: object) -> FieldErrors:
    """The errors of several readings of one form, in their order."""
    wrong = [one for one in outcomes if isinstance(one, FieldErrors)]
    by_field = {name: words for one in wrong for name, words in one.by_field.items()}
    rules = {name: rule for one in wrong for name, rule in one.rules.items()}
    return FieldErrors(typed=wrong[0].typed, by_field=by_field, rules=rules)
