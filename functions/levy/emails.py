"""The emails of levy transfers: what each reader is told, what to do next, and by when.

Plain text. An email names nobody but its reader, and a sending employer learns from it only of its own money.
"""

from collections.abc import Mapping

from shared import directory, logs
from shared.actors import Role
from shared.directory import Contact
from shared.letters import Text, letter
from shared.outbox import Email, Intent

_QUOTED = "\n\nThe ICS wrote:\n\n{words}"

TEXTS: Mapping[str, Text] = {
    # To those who apply for the receiving employer.
    "application_sent": Text(
        "We have your application {reference}",
        "Your application {reference} for levy transfer funding has been sent to the ICS.",
        "You need do nothing now. We will email you when there is a question or a decision.",
    ),
    "question_asked": Text(
        "A question about your application {reference}",
        "The ICS has asked you a question about your application {reference}. The application waits until you"
        " answer.",
        "Read the question and answer it in the service as soon as you can.",
    ),
    "put_on_waiting_list": Text(
        "Your application {reference} is on the waiting list",
        "There is not enough levy for your application {reference} now. The ICS keeps it and will look again."
        + _QUOTED,
        "You need do nothing now. If you no longer need the training, withdraw the application.",
    ),
    "offer_made": Text(
        "You have an offer: application {reference}",
        "Your application {reference} is approved. {amount} is reserved for its training. Number of apprentices:"
        " {apprentices}." + _QUOTED,
        "Read the terms and accept the offer by the end of {deadline}. After that day it lapses and the money goes"
        " back.",
    ),
    "declined": Text(
        "Your application {reference} was declined",
        "The ICS could not fund your application {reference}." + _QUOTED,
        "Read the reasons in the service. You may apply again at any time.",
    ),
    "appeal_allowed": Text(
        "Your appeal was allowed: application {reference}",
        "The ICS looked again at the decision on your application {reference}. It waits for a new decision now."
        + _QUOTED,
        "You need do nothing now. We will email you when there is a question or a decision.",
    ),
    "appeal_upheld": Text(
        "Your application {reference} stays declined",
        "Somebody who had not declined your application {reference} looked at the decision again. It stands."
        + _QUOTED,
        "Read the reasons in the service. You may apply again at any time.",
    ),
    "offer_accepted": Text(
        "You accepted the offer: application {reference}",
        "Thank you. The money for your application {reference} stays reserved for you.",
        "Set the apprenticeship up in the apprenticeship service before the training starts: only then can the"
        " money be paid to your training provider.",
    ),
    "decline_offer": Text(
        "You turned the offer down: application {reference}",
        "You turned the offer for your application {reference} down. The money went back to be offered to others.",
        "You need do nothing more. You may apply again at any time.",
    ),
    "withdraw": Text(
        "You withdrew your application {reference}",
        "Your application {reference} is withdrawn. No money is held for it.",
        "You need do nothing more. You may apply again at any time.",
    ),
    "lapse": Text(
        "Your offer has lapsed: application {reference}",
        "The offer for your application {reference} was not accepted by its last day. The money went back to be"
        " offered to others.",
        "If you still need the training, apply again.",
    ),
    "not_used": Text(
        "Not used in time: application {reference}",
        "No apprentice of your application {reference} was confirmed by the last day. The money went back to be"
        " offered to others.",
        "If you still need the training, apply again.",
    ),
    "part_not_used": Text(
        "Part of your award went back: application {reference}",
        "Some apprentices of your application {reference} were not confirmed by the last day. Their money went"
        " back to be offered to others. Nothing changes for those whom you confirmed.",
        "You need do nothing now. If you still need training for the others, apply again.",
    ),
    "declined_stale": Text(
        "No decision in time: application {reference}",
        "The ICS did not decide on your application {reference} in time, so it was declined by itself. This says"
        " nothing about your application.",
        "If you still need the training, apply again.",
    ),
    "last_payment": Text(
        "The last payment was drawn: application {reference}",
        "The last planned payment for one of the apprentices of your application {reference} was drawn.",
        "Tell us in the service whether the apprentice has finished, is still training, or has stopped.",
    ),
    "message_from_ics": Text(
        "A message about your application {reference}",
        "The ICS has written to you about your application {reference}.",
        "Read the message in the service, under “Messages”, and answer it there if it asks for anything.",
    ),
    # To the approvers of the ICS.
    "application_received": Text(
        "New application {reference}",
        "{employer} has sent application {reference}.",
        "It waits in the queue. Decide on it, or ask a question, when you next work through the queue.",
    ),
    "appeal_received": Text(
        "An appeal: application {reference}",
        "{employer} has appealed against the decline of application {reference}.",
        "Somebody who did not decline it must decide the appeal. It waits in the queue under “Appeal to decide”.",
    ),
    "question_answered": Text(
        "Answered: application {reference}",
        "{employer} has answered the question about application {reference}.",
        "The application waits in the queue again. Read the answer and decide.",
    ),
    "second_approver_needed": Text(
        "A second approver is needed: application {reference}",
        "An approval of application {reference} from {employer} has been proposed. It is above the sum that one"
        " approver may decide. No money is reserved yet.",
        "A different approver must confirm the proposal or send it back. Please do so this week: until then the"
        " money may go to others.",
    ),
    "proposal_sent_back": Text(
        "Sent back: application {reference}",
        "The second approver did not confirm the award for application {reference} from {employer}.",
        "The application waits in the queue again. The reason is in its history. Decide anew.",
    ),
    "offer_accepted_ics": Text(
        "Offer accepted: application {reference}",
        "{employer} has accepted the offer for application {reference}.",
        "You need do nothing now.",
    ),
    "message_from_employer": Text(
        "A message about application {reference}",
        "{employer} has written to the ICS about application {reference}.",
        "Read the message in the service, under “Messages”, and answer it there if it asks for anything.",
    ),
    "decline_offer_ics": Text(
        "Offer turned down: application {reference}",
        "{employer} has turned the offer for application {reference} down. The money went back to its pledges.",
        "The money can be offered to others: look at the waiting list.",
    ),
    "withdraw_ics": Text(
        "Withdrawn: application {reference}",
        "{employer} has withdrawn application {reference}. Any money held for it went back to its pledges.",
        "You need do nothing more on it. If money went back, look at the waiting list.",
    ),
    "lapse_ics": Text(
        "Offer lapsed: application {reference}",
        "{employer} did not accept the offer for application {reference} in time. The money went back to its"
        " pledges.",
        "The money can be offered to others: look at the waiting list.",
    ),
    "not_used_ics": Text(
        "Not used in time: application {reference}",
        "{employer} did not confirm all apprentices of application {reference} in time. What they would have used"
        " went back to its pledges.",
        "The money can be offered to others: look at the waiting list.",
    ),
    "declined_stale_ics": Text(
        "Declined without a decision: application {reference}",
        "Nobody decided on application {reference} of {employer} in time, so it was declined by itself.",
        "You need do nothing on it. Look at the queue: others may be close to the same day.",
    ),
    "apprentice_stopped": Text(
        "An apprentice stopped: application {reference}",
        "{employer} has told us that an apprentice of application {reference} stopped. What will not be drawn went"
        " back to its pledges.",
        "The money can be offered to others: look at the waiting list.",
    ),
    "apprentice_completed": Text(
        "An apprentice finished: application {reference}",
        "{employer} has told us that an apprentice of application {reference} finished the training.",
        "You need do nothing now.",
    ),
    # To sending employers: their own money, and a reference to quote.
    "money_reserved": Text(
        "{amount} of your pledge is reserved",
        "The ICS has reserved {amount} of your pledge. The reference is {reference}.",
        "You need do nothing now. The reservation stands in the ledger of your pledge.",
    ),
    "offer_accepted_sender": Text(
        "{amount} of your pledge is accepted",
        "The offer of {amount} from your pledge was accepted. The reference is {reference}.",
        "When the employer asks you for the transfer in the apprenticeship service, quote the reference and"
        " approve it before the training starts.",
    ),
    "money_released": Text(
        "{amount} came back to your pledge",
        "{amount} that was reserved in your pledge is released: it can be offered to others. The reference was"
        " {reference}.",
        "You need do nothing now. The release stands in the ledger of your pledge.",
    ),
    "pledge_lapsed": Text(
        "{amount} of your pledge for {tax_year} has lapsed",
        "The tax year {tax_year} is over. {amount} of your pledge was promised to nobody, so it has lapsed here"
        " and the pledge is closed. What is promised is honoured.",
        "If you want to share levy of this tax year, make a new pledge.",
    ),
}
"""By the kind of intent (`functions/levy/domain/notices.py`)."""

_PAGES: Mapping[Role, str] = {
    Role.RECEIVING_EMPLOYER: "/levy/applications/{application_id}",
    Role.ICS_APPROVER: "/levy/applications/{application_id}/decide",
    Role.SENDING_EMPLOYER: "/levy/pledges/{pledge_id}",
}


def compose(intent: Intent) -> list[Email]:
    """The email of an intent for each of its readers: whoever holds the role in the organisation now.

    Raises KeyError for a kind without words or a blank without a parameter: a bug, which a test looks for.
    """
    readers = directory.contacts(intent.ods_code, _role(intent))
    if not readers:
        logs.warning("nobody_to_email", kind=intent.kind, organisation=intent.ods_code)
    return [_to(reader, intent) for reader in readers]


def _to(reader: Contact, intent: Intent) -> Email:
    path = _PAGES[_role(intent)].format_map(intent.params)
    reference = f"{intent.reference}:{reader.person_id}"
    return letter(reference, (reader.name, reader.email), TEXTS[intent.kind], intent.params, path)


def _role(intent: Intent) -> Role:
    """Every email of levy transfers goes to those who hold a role."""
    if intent.role is None:
        raise ValueError(f"{intent.kind} is addressed to nobody")
    return intent.role
