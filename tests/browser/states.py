"""Every page in every state that somebody can reach: what axe looks at, and what the screenshots show."""

from dataclasses import dataclass
from urllib.parse import urlencode

from playwright.sync_api import Page, Response

from functions.levy.pages import expiry, forecast
from tests.browser.world import World

SEEDED = {
    "gp_accepted": "demo-application-0",
    "at_work": "demo-at-work",
    "lapsed": "demo-application-1",
    "asked": "demo-application-4",
    "declined": "demo-application-6",
    "other_sent": "demo-application-7",
    "waiting": "demo-application-9",
    "pledge": "demo-pledge-0",
    "pharmacy_sent": "demo-application-5",
    "talk": "demo-talk-open",
    "followed": "demo-talk-00",
    "invitation": "demo-talk-invited",
}
"""What the demo ICS has, by the names that addresses below use; the rest is in `World.ids`."""


@dataclass(frozen=True)
class State:
    """A page as one person reaches it.

    Where `press` is given, its button is pressed with the form as it opens, the field `clear` emptied.
    """

    name: str
    path: str
    who: str = ""
    press: str = ""
    status: int = 200
    clear: str = ""

    def reach(self, page: Page, world: World) -> None:
        """Go there, and check that the product answers as it should."""
        address = self.path.format_map(SEEDED | world.ids)
        reply = page.goto(world.product.origin + address)
        if self.clear:
            page.locator(f"#{self.clear}").fill("")
        if self.press:
            with page.expect_navigation() as navigation:
                page.get_by_role("button", name=self.press, exact=True).first.click()
            reply = navigation.value
        assert isinstance(reply, Response)
        assert reply.status == self.status, f"{self.name}: {reply.status} at {page.url}"


def refused(name: str, path: str, who: str, press: str) -> State:
    """The state of a form that is sent as it opens, and comes back with errors."""
    return State(name, path, who, press, status=422)


_SAVE = "Save and go back to the list"
_DRAFT = "/levy/applications/{draft}"
_SENT = "/levy/applications/{pharmacy_sent}"
_ESTIMATE = "/levy/estimate?standard=ST0217&apprentices=2&start-month=3&start-year=2027"

_CLIFF = "levy=2025-08+100000%0A2026-05+-5,000.50%0A2026-07+200000%0A2026-08+100000%0A2027-07+100000"

OPEN = (
    State("front", "/"),
    State("accessibility", "/accessibility"),
    State("cookies", "/cookies"),
    State("privacy", "/privacy"),
    State("contact", "/contact"),
    State("changes", "/changes"),
    State("session-none", "/session"),
    State("timed-out", "/sign-in?ended=1"),
    State("sign-in-cards", "/sign-in"),
    State("sign-in-failed", "/signed-in?code=none&state=none", status=400),
    State("not-found", "/nothing-here", status=404),
    State("redeploy", "/redeploy"),
    State("retention", "/retention"),
    State("levy", "/levy"),
    State("estimate", "/levy/estimate"),
    State("estimate-result", _ESTIMATE),
    State("estimate-saving", _ESTIMATE + "&employer=non_levy&older=1"),
    State("estimate-no-saving", _ESTIMATE + "&employer=non_levy&older=0"),
    State("estimate-errors", "/levy/estimate", press="Show the estimate", status=422),
    State("expiry", "/levy/expiry"),
    State("expiry-result", f"/levy/expiry?{_CLIFF}&spending=2026-09+30000"),
    State("expiry-example", f"/levy/expiry?{urlencode(expiry.EXAMPLE)}"),
    State("expiry-nothing", "/levy/expiry?levy=2026-05+100&spending=2026-06+100"),
    State("expiry-errors", "/levy/expiry?levy=May+26+1000%0AJune%0ATotal+5&spending=2026-05+1,5", status=422),
    State("expiry-forecast", "/levy/expiry/forecast"),
    State("expiry-forecast-example", f"/levy/expiry/forecast?{urlencode(forecast.EXAMPLE)}"),
    State("expiry-forecast-short", "/levy/expiry/forecast?levy=2026-10+9000&levy_each=1000&training_each=3000"),
    State("expiry-forecast-errors", "/levy/expiry/forecast?levy=2026-10+9&levy_each=-1", status=422),
    State("demo-clock", "/demo/clock"),
    State("demo-clock-errors", "/demo/clock", press="Set the clock", clear="at", status=422),
    State("demo-emails", "/demo/emails"),
)

PORTAL = (
    State("choose-organisation", "/organisations/choose", "newcomer"),
    refused("choose-organisation-errors", "/organisations/choose", "newcomer", "Continue"),
    State("front-no-organisation", "/", "newcomer"),
    State("home-manager", "/", "manager"),
    State("home-approver", "/", "approver"),
    State("home-sender", "/", "sender"),
    State("home-admin", "/", "admin"),
    State("home-auditor", "/", "auditor"),
    State("session", "/session", "manager"),
    State("organisation", "/organisations/ZR01", "manager"),
    State("organisation-edit", "/organisations/ZR01/edit", "manager"),
    State("organisation-history", "/history/organisations/ZR01", "manager"),
    State("tokens", "/account/tokens", "manager"),
    refused("tokens-errors", "/account/tokens", "manager", "Make a token"),
    State("not-yours", "/levy/applications/{draft}", "gp", status=404),
    State("not-an-applicant", "/levy/applications", "sender", status=403),
)

APPLYING = (
    State("applications", "/levy/applications", "manager"),
    State("applications-none", "/levy/applications", "other_gp"),
    State("tasks", _DRAFT, "manager"),
    State("tasks-done", "/levy/applications/{complete}", "manager"),
    State("account", f"{_DRAFT}/sections/account", "manager"),
    refused("account-errors", f"{_DRAFT}/sections/account", "manager", _SAVE),
    State("account-filled", "/levy/applications/{complete}/sections/account", "manager"),
    State("training", f"{_DRAFT}/sections/training", "manager"),
    refused("training-errors", f"{_DRAFT}/sections/training", "manager", _SAVE),
    State("training-filled", "/levy/applications/{complete}/sections/training", "manager"),
    State("apprentices-none", f"{_DRAFT}/apprentices", "manager"),
    State("apprentices", "/levy/applications/{complete}/apprentices", "manager"),
    State("apprentices-add", f"{_DRAFT}/add-apprentices", "manager"),
    refused("apprentices-errors", f"{_DRAFT}/add-apprentices", "manager", "Save"),
    State("rationale", f"{_DRAFT}/sections/rationale", "manager"),
    refused("rationale-errors", f"{_DRAFT}/sections/rationale", "manager", _SAVE),
    State("promises", f"{_DRAFT}/sections/commitments", "manager"),
    State("sharing", f"{_DRAFT}/sections/sharing", "manager"),
    refused("sharing-errors", f"{_DRAFT}/sections/sharing", "manager", _SAVE),
    State("check-incomplete", f"{_DRAFT}/check", "manager"),
    State("check", "/levy/applications/{complete}/check", "manager"),
    State("give-up", f"{_DRAFT}/withdraw", "manager"),
    State("sent", "/levy/applications/{sent}/sent", "manager"),
)

SENT = (
    State("application-submitted", "/levy/applications/{sent}", "manager"),
    State("application-second-approver", "/levy/applications/{second}", "manager"),
    State("application-offered", "/levy/applications/{offered}", "manager"),
    State("application-accepted", "/levy/applications/{accepted}", "manager"),
    State("confirm-apprentice", "/levy/applications/{accepted}/confirm-apprentice", "manager"),
    refused(
        "confirm-apprentice-errors",
        "/levy/applications/{accepted}/confirm-apprentice",
        "manager",
        "Confirm this apprentice",
    ),
    State("set-up-codes", "/levy/applications/{accepted}/set-up", "manager"),
    State("set-up-step", "/levy/applications/{accepted}/set-up/transfer_approved", "manager"),
    refused(
        "set-up-step-errors",
        "/levy/applications/{accepted}/set-up/transfer_approved",
        "manager",
        "Save the day",
    ),
    State("application-at-work", "/levy/applications/{at_work}", "other_care_home"),
    State("apprentice-started", "/levy/apprentices/{at_work}.1", "other_care_home"),
    State("apprentice-paused", "/levy/apprentices/{at_work}.2", "other_care_home"),
    State("apprentice-stopped", "/levy/apprentices/{at_work}.3", "other_care_home"),
    State("apprentice-history", "/levy/apprentices/{at_work}.3/history", "other_care_home"),
    State("tell-pause", "/levy/apprentices/{at_work}.1/tell/pause", "other_care_home"),
    refused(
        "tell-pause-errors", "/levy/apprentices/{at_work}.1/tell/pause", "other_care_home", "Tell us of the pause"
    ),
    State("tell-resume", "/levy/apprentices/{at_work}.2/tell/resume", "other_care_home"),
    State("tell-change", "/levy/apprentices/{at_work}.1/tell/change", "other_care_home"),
    refused(
        "tell-change-errors", "/levy/apprentices/{at_work}.1/tell/change", "other_care_home", "Save the change"
    ),
    State("tell-stop", "/levy/apprentices/{at_work}.1/tell/stop", "other_care_home"),
    refused(
        "tell-stop-errors",
        "/levy/apprentices/{at_work}.1/tell/stop",
        "other_care_home",
        "Tell us that it has stopped",
    ),
    State("tell-complete", "/levy/apprentices/{at_work}.1/tell/complete", "other_care_home"),
    State("decided-at-work", "/levy/applications/{at_work}/decided", "approver"),
    State("apprentice-approver", "/levy/apprentices/{at_work}.2", "approver"),
    State("pledge-at-work", "/levy/pledges/demo-pledge-earlier", "sender"),
    State("application-turned-down", "/levy/applications/{turned_down}", "manager"),
    State("application-withdrawn", "/levy/applications/{withdrawn}", "manager"),
    State("application-asked", "/levy/applications/{asked}", "hospice"),
    State("application-declined", "/levy/applications/{declined}", "charity"),
    State("application-waiting", "/levy/applications/{waiting}", "other_gp"),
    State("application-lapsed", "/levy/applications/{lapsed}", "pharmacy"),
    State("application-history", "/levy/applications/{accepted}/history", "manager"),
    State("appeal", "/levy/applications/{declined}/appeal", "charity"),
    refused("appeal-errors", "/levy/applications/{declined}/appeal", "charity", "Send the appeal"),
    State("application-messages", "/levy/applications/{waiting}/messages", "other_gp"),
    State("application-messages-none", "/levy/applications/{accepted}/messages", "manager"),
    State("application-messages-ics", "/levy/applications/{waiting}/messages", "approver"),
    State("levy-overview", "/levy/overview", "approver"),
    State("levy-overview-errors", "/levy/overview?more=much", "auditor", status=422),
    State("application-messages-auditor", "/levy/applications/{waiting}/messages", "auditor"),
    refused(
        "application-messages-errors", "/levy/applications/{accepted}/messages", "manager", "Send the message"
    ),
    State("answer", "/levy/applications/{asked}/answer", "hospice"),
    refused("answer-errors", "/levy/applications/{asked}/answer", "hospice", "Send the answer"),
    State("accept", "/levy/applications/{offered}/accept", "manager"),
    refused("accept-errors", "/levy/applications/{offered}/accept", "manager", "Accept the offer"),
    State("turn-down", "/levy/applications/{offered}/turn-down", "manager"),
    State("withdraw", "/levy/applications/{accepted}/withdraw", "manager"),
)

DECIDING = (
    State("queue", "/levy/queue", "approver"),
    State("queue-filtered", "/levy/queue?status=submitted&sort=highest_cost&type=care_home", "approver"),
    State("queue-empty", "/levy/queue?status=submitted&type=council", "approver"),
    State("queue-offered", "/levy/queue?status=offered", "approver"),
    State("queue-employer", "/levy/queue?search=ZR01", "approver"),
    State("queue-employers", "/levy/queue?search=Saggar", "approver"),
    State("queue-no-reference", "/levy/queue?search=LT-22222222", "approver"),
    State("queue-no-employer", "/levy/queue?search=nobody", "approver"),
    State("queue-decline-none", "/levy/queue/decline", "approver", status=422),
    State("queue-decline", "/levy/queue/decline?application={pharmacy_sent}&application={other_sent}", "approver"),
    refused(
        "queue-decline-errors",
        "/levy/queue/decline?application={pharmacy_sent}",
        "approver",
        "Decline 1 application",
    ),
    State("decide", f"{_SENT}/decide", "approver"),
    State("decide-alike", "/levy/applications/{other_sent}/decide", "approver"),
    State("decide-own-proposal", "/levy/applications/{second}/decide", "approver"),
    State("decide-second", "/levy/applications/{second}/decide", "second_approver"),
    State("decide-asked", "/levy/applications/{asked}/decide", "approver"),
    State("decide-accepted", "/levy/applications/{accepted}/decide", "approver"),
    State("decide-auditor", "/levy/applications/{accepted}/decide", "auditor"),
    State("approve", f"{_SENT}/approve", "approver"),
    State("approve-part", "/levy/applications/{other_sent}/approve?apprentices=2", "approver"),
    refused("approve-errors", f"{_SENT}/approve", "approver", "Reserve £8,000.00 and make the offer"),
    State("split", f"{_SENT}/split", "approver"),
    refused("split-errors", f"{_SENT}/split", "approver", "Reserve £8,000.00 and make the offer"),
    State("confirm", "/levy/applications/{second}/confirm", "second_approver"),
    refused(
        "confirm-errors",
        "/levy/applications/{second}/confirm",
        "second_approver",
        "Confirm and reserve £27,000.00",
    ),
    State("confirm-own", "/levy/applications/{second}/confirm", "approver", status=409),
    State("send-back", "/levy/applications/{second}/send-back", "second_approver"),
    State("decline", f"{_SENT}/decline", "approver"),
    refused("decline-errors", f"{_SENT}/decline", "approver", "Decline the application"),
    State("ask", f"{_SENT}/ask", "approver"),
    refused("ask-errors", f"{_SENT}/ask", "approver", "Send the question"),
    State("waiting-list", f"{_SENT}/waiting-list", "approver"),
    State("decided-offered", "/levy/applications/{offered}/decided", "approver"),
    State("decided-proposed", "/levy/applications/{second}/decided", "approver"),
    State("decided-declined", "/levy/applications/{declined}/decided", "approver"),
    State("decided-asked", "/levy/applications/{asked}/decided", "approver"),
)

PLEDGING = (
    State("pledges", "/levy/pledges", "sender"),
    State("pledges-all", "/levy/pledges?of=ics", "approver"),
    State("pledge", "/levy/pledges/{pledge}", "sender"),
    State("pledge-approver", "/levy/pledges/{pledge}", "approver"),
    State("pledge-new", "/levy/pledges/new", "sender"),
    refused("pledge-new-errors", "/levy/pledges/new", "sender", "Make the pledge"),
    State("pledge-edit", "/levy/pledges/{pledge}/edit", "sender"),
    State("pledge-close", "/levy/pledges/{pledge}/close", "sender"),
    refused("pledge-close-errors", "/levy/pledges/{pledge}/close", "sender", "Close the pledge"),
    State("pledge-history", "/levy/pledges/{pledge}/history", "sender"),
    State("allowance", "/levy/allowance", "sender"),
    State("allowance-approver", "/levy/allowance/ZT1", "approver"),
    State("allowance-not-checked", "/levy/allowance/ZT4", "auditor"),
    State("allowance-history", "/levy/allowance/ZT1/history", "auditor"),
    State("levy-figures", "/levy/allowance/figures", "sender"),
    State(
        "levy-figures-errors",
        "/levy/allowance/figures",
        "sender",
        press="Save the figures",
        status=422,
        clear="declared",
    ),
    State("audit", "/levy/audit", "auditor"),
    State("audit-block", "/levy/audit/1", "auditor"),
    State("audit-history", "/levy/applications/{accepted}/history", "auditor"),
)

_PERSON = "/redeploy/people/{redeployee_person}"
_VACANCY = "/redeploy/vacancies/{redeployee_vacancy}"
_MATCH = "/redeploy/matches/{redeployee_match}"
_OWN = "/redeploy/mine/matches/{redeployee_match}"
_OFFER = "/redeploy/mine/matches/{offeree_match}"
_REDUNDANCY = "/redeploy/redundancy"
_SAVING = "/redeploy/savings/{saving}"

REDUNDANCY = (
    State("redundancy", _REDUNDANCY),
    State("redundancy-errors", f"{_REDUNDANCY}?step=scheme", status=422),
    State(
        "redundancy-statutory", f"{_REDUNDANCY}?scheme=statutory&date=2026-05-01&age=45&years=12&weekly_pay=800"
    ),
    State(
        "redundancy-afc",
        f"{_REDUNDANCY}?scheme=afc&date=2026-05-01&years=33&continuous_years=33&annual_salary=37796"
        "&pensioned_years=6&fte=0.6",
    ),
)

AT_RISK = (
    State("people", "/redeploy/people", "hr"),
    State("people-new", "/redeploy/people/new", "hr"),
    refused("people-new-errors", "/redeploy/people/new", "hr", "Post this person"),
    State("people-upload", "/redeploy/people/upload", "hr"),
    State("person", _PERSON, "hr"),
    State("person-edit", f"{_PERSON}/edit", "hr"),
    State("person-link", f"{_PERSON}/link", "hr"),
    State("person-leave", f"{_PERSON}/leave", "hr"),
    refused("person-leave-errors", f"{_PERSON}/leave", "hr", "Take them off the register"),
    State("person-history", f"{_PERSON}/history", "hr"),
    State("person-seen", f"{_PERSON}/seen", "hr"),
    State("match-hr", _MATCH, "hr"),
    State("match-history", f"{_MATCH}/history", "hr"),
    State("changes-of-employer", "/redeploy/changes", "hr"),
    State("change-new", "/redeploy/changes/new", "hr"),
    State("savings", "/redeploy/savings", "hr"),
    State("savings-new", "/redeploy/savings/new", "hr"),
    State("saving-hr", _SAVING, "hr"),
)

SIGNING_OFF = (
    State("home-finance", "/", "finance"),
    State("savings-finance", "/redeploy/savings", "finance"),
    State("savings-to-sign-off", "/redeploy/savings/new", "finance"),
    State("saving-finance", _SAVING, "finance"),
    State("saving-sign-off", f"{_SAVING}/sign-off", "finance"),
    refused("saving-sign-off-errors", f"{_SAVING}/sign-off", "finance", "Sign off"),
)

HOLDING = (
    State("vacancies", "/redeploy/vacancies", "posts_hr"),
    State("vacancy-new", "/redeploy/vacancies/new", "posts_hr"),
    refused("vacancy-new-errors", "/redeploy/vacancies/new", "posts_hr", "Check your answers"),
    State("vacancy-upload", "/redeploy/vacancies/upload", "posts_hr"),
    State("vacancy", _VACANCY, "posts_manager"),
    State("vacancy-edit", f"{_VACANCY}/edit", "posts_hr"),
    State("vacancy-withdraw", f"{_VACANCY}/withdraw", "posts_hr"),
    State("vacancy-release", f"{_VACANCY}/release", "posts_hr"),
    State("vacancy-history", f"{_VACANCY}/history", "posts_hr"),
    State("leaks", "/redeploy/leaks", "posts_hr"),
    State("certificate-find", "/redeploy/certificates", "posts_hr"),
    refused("certificate-find-errors", "/redeploy/certificates", "posts_hr", "Find the certificate"),
    State("match-manager", _MATCH, "posts_manager"),
    State("match-invite", f"{_MATCH}/invite", "posts_manager"),
    refused("match-invite-errors", f"{_MATCH}/invite", "posts_manager", "Invite to an interview"),
    State("match-reject", f"{_MATCH}/reject", "posts_manager"),
    refused("match-reject-errors", f"{_MATCH}/reject", "posts_manager", "Propose a rejection"),
    State("match-offer", f"{_MATCH}/offer", "posts_manager"),
    refused("match-offer-errors", f"{_MATCH}/offer", "posts_manager", "Offer the post"),
)

OWN_PAGE = (
    State("mine", "/redeploy/mine", "redeployee"),
    State("mine-match", _OWN, "redeployee"),
    State("mine-interest", f"{_OWN}/interest", "redeployee"),
    State("mine-not-for-me", f"{_OWN}/not-for-me", "redeployee"),
    refused("mine-not-for-me-errors", f"{_OWN}/not-for-me", "redeployee", "Say no to this post"),
    State("mine-withdraw-consent", f"{_OWN}/withdraw-consent", "redeployee"),
    State("mine-offer", _OFFER, "offeree"),
    State("mine-accept", f"{_OFFER}/accept", "offeree"),
    refused("mine-accept-errors", f"{_OFFER}/accept", "offeree", "Accept the offer"),
    State("mine-refuse", f"{_OFFER}/refuse", "offeree"),
    State("mine-held", "/redeploy/mine/held", "redeployee"),
    State("mine-seen", "/redeploy/mine/seen", "redeployee"),
    State("mine-history", "/redeploy/mine/history", "redeployee"),
    State("mine-raise", "/redeploy/mine/raise", "redeployee"),
    refused("mine-raise-errors", "/redeploy/mine/raise", "redeployee", "Send"),
    State("mine-leave", "/redeploy/mine/leave", "redeployee"),
    State("mine-how-it-works", "/redeploy/mine/how-it-works"),
    State("link-gone", "/redeploy/link/nothing-here", status=404),
)

OVERSEEING = (
    State("board", "/redeploy/board", "coordinator"),
    State("board-people", "/redeploy/board/people", "coordinator"),
    State("board-vacancies", "/redeploy/board/vacancies", "coordinator"),
    State("board-matches", "/redeploy/board/matches", "coordinator"),
    State("allocation", "/redeploy/allocation", "coordinator"),
    State("changes-of-ics", "/redeploy/changes", "coordinator"),
    State("savings-all", "/redeploy/savings", "coordinator"),
    State("redeploy-audit", "/redeploy/audit", "auditor"),
    State("redeploy-audit-block", "/redeploy/audit/1", "auditor"),
)

_HOME = "/retention/conversations"
_TALK = f"{_HOME}/{{talk}}"

CONVERSATIONS = (
    State("conversations-how", f"{_HOME}/how-it-works"),
    State("home-staff", "/", "staff"),
    State("conversations", _HOME, "staff"),
    State("conversation-ask", f"{_HOME}/ask", "staff"),
    refused("conversation-ask-errors", f"{_HOME}/ask", "staff", "Ask for a conversation"),
    State("conversation", _TALK, "staff"),
    State("conversation-reasons", f"{_TALK}/reasons", "staff"),
    State("conversation-stay", f"{_TALK}/stay", "staff"),
    State("conversation-actions", f"{_TALK}/actions", "staff"),
    State("conversation-talk", f"{_TALK}/talk", "staff"),
    refused("conversation-talk-errors", f"{_TALK}/talk", "staff", "Save"),
    State("conversation-note", f"{_TALK}/note", "staff"),
    refused("conversation-note-errors", f"{_TALK}/note", "staff", "Add the note"),
    State("conversation-correct", f"{_TALK}/correct?note=demo-talk-open-2", "staff"),
    State("conversation-adviser", f"{_TALK}/adviser", "staff"),
    refused("conversation-adviser-errors", f"{_TALK}/adviser", "staff", "Go on with this adviser"),
    State("conversation-close", f"{_TALK}/close", "staff"),
    State("conversation-erase", f"{_TALK}/erase", "staff"),
    refused("conversation-erase-errors", f"{_TALK}/erase", "staff", "Erase it for good"),
    State("conversation-history", f"{_TALK}/history", "staff"),
    State("conversation-invited", f"{_HOME}/{{invitation}}", "invited"),
    State("conversation-agree", f"{_HOME}/{{invitation}}/agree", "invited"),
    State("advising", f"{_HOME}/advising", "career_adviser"),
    State("advising-invite", f"{_HOME}/invite", "career_adviser"),
    refused("advising-invite-errors", f"{_HOME}/invite", "career_adviser", "Invite them"),
    State("advising-conversation", _TALK, "career_adviser"),
    State("advising-followed", f"{_HOME}/{{followed}}", "career_adviser"),
    State("advising-follow-up", f"{_HOME}/demo-talk-24/follow-up", "career_adviser"),
    refused("advising-follow-up-errors", f"{_HOME}/demo-talk-24/follow-up", "career_adviser", "Save"),
    State("conversation-figures", f"{_HOME}/figures", "coordinator"),
    State("conversation-not-yours", _TALK, "hr", status=404),
)

_WINDOWS = "/retention/windows"
_PLANNED, _CHOOSING, _DECIDING, _PROPOSED = (
    f"{_WINDOWS}/{{window_{one}}}" for one in ("planned", "choosing", "deciding", "proposed")
)
_READY, _ANNOUNCED = f"{_WINDOWS}/demo-window-ready", f"{_WINDOWS}/demo-window-before"
_ASKING = f"{_CHOOSING}/request"
_DECIDES = f"{_DECIDING}/units/{{clinic_deciding}}/requests"
_JOINS = f"{_PROPOSED}/units/{{clinic_proposed}}/moves"
_LEAVES = f"{_PROPOSED}/units/{{team_proposed}}/moves"
_SIMULATION = "/retention/simulation"
_MARKET = "units=8&people_per_unit=5&choices=3&vacancies_percent=10&most_leavers=1&at_risk_percent=10&seed=7"

WINDOWS = (
    State("windows", _WINDOWS, "staff"),
    State("windows-coordinator", _WINDOWS, "coordinator"),
    State("window-new", f"{_WINDOWS}/new", "coordinator"),
    refused("window-new-errors", f"{_WINDOWS}/new", "coordinator", "Save the plan"),
    State("window-planned", _PLANNED, "coordinator"),
    State("window-edit", f"{_PLANNED}/edit", "coordinator"),
    State("window-open", f"{_PLANNED}/open", "coordinator"),
    State("window-planned-not-yours", _PLANNED, "staff", status=404),
    State("window-choosing", _CHOOSING, "staff"),
    State("window-choosing-hr", _CHOOSING, "hr"),
    State("window-choosing-coordinator", _CHOOSING, "coordinator"),
    State("window-dates", f"{_CHOOSING}/dates", "coordinator"),
    refused("window-dates-errors", f"{_CHOOSING}/dates", "coordinator", "Move the dates"),
    State("window-history", f"{_CHOOSING}/history", "coordinator"),
    State("window-announced", _ANNOUNCED, "staff"),
    State("window-units", f"{_CHOOSING}/units", "hr"),
    State("window-units-demo", f"{_READY}/units", "staff"),
    State("window-unit", f"{_CHOOSING}/units/{{ward_choosing}}", "hr"),
    State("window-unit-staff", f"{_CHOOSING}/units/{{ward_choosing}}", "staff"),
    State("window-unit-new", f"{_CHOOSING}/units/new", "hr"),
    refused("window-unit-new-errors", f"{_CHOOSING}/units/new", "hr", "Publish the unit"),
    State("window-unit-edit", f"{_CHOOSING}/units/{{ward_choosing}}/edit", "ward_manager"),
    State("window-unit-keeper", f"{_CHOOSING}/units/{{ward_choosing}}/keeper", "hr"),
    State("window-unit-hard", f"{_CHOOSING}/units/{{ward_choosing}}/hard-to-fill", "coordinator"),
    State("window-bounds", f"{_CHOOSING}/bounds", "hr"),
    refused("window-bounds-errors", f"{_CHOOSING}/bounds", "hr", "Save the bounds"),
    State("window-unit-history", f"{_CHOOSING}/units/{{ward_choosing}}/history", "hr"),
    State("window-audit", "/retention/audit", "auditor"),
    State("window-audit-block", "/retention/audit/1", "auditor"),
)

ASKING_TO_MOVE = (
    State("requests", "/retention/requests", "staff"),
    State("requests-none", "/retention/requests", "manager"),
    State("request-new", _ASKING, "invited"),
    State("request-draft", _ASKING, "staff"),
    State("request-home", f"{_ASKING}/home", "staff"),
    refused("request-home-errors", f"{_ASKING}/home", "invited", "Save and continue"),
    State("request-choices", f"{_ASKING}/choices", "staff"),
    refused("request-choices-errors", f"{_ASKING}/choices", "staff", "Save and continue"),
    State("request-statement", f"{_ASKING}/statement", "staff"),
    refused("request-statement-errors", f"{_ASKING}/statement", "staff", "Save and continue"),
    State("request-post", f"{_ASKING}/post", "staff"),
    refused("request-post-errors", f"{_ASKING}/post", "staff", "Save and continue"),
    State("request-passport", f"{_ASKING}/passport", "staff"),
    State("request-item", f"{_ASKING}/passport/right-to-work", "staff"),
    refused("request-item-errors", f"{_ASKING}/passport/right-to-work", "staff", "Save and continue"),
    State("request-sharing", f"{_ASKING}/sharing", "staff"),
    State("request-check", f"{_ASKING}/check", "staff"),
    State("request-confirmed", f"{_DECIDING}/request", "staff"),
    State("request-withdraw", f"{_DECIDING}/request/withdraw", "staff"),
    State("request-history", f"{_DECIDING}/request/history", "staff"),
    State("request-seen", f"{_DECIDING}/request/seen", "staff"),
    State("request-not-yours", f"{_DECIDING}/request", "coordinator", status=404),
    State("need", f"{_CHOOSING}/need", "career_adviser"),
    refused("need-errors", f"{_CHOOSING}/need", "career_adviser", "Confirm the need"),
)

DECIDING_ON_REQUESTS = (
    State("window-deciding", _DECIDING, "posts_manager"),
    State("window-unit-deciding", f"{_DECIDING}/units/{{clinic_deciding}}", "posts_manager"),
    State("unit-requests", _DECIDES, "posts_manager"),
    State("unit-requests-none", f"{_DECIDING}/units/{{team_deciding}}/requests", "posts_manager"),
    State("unit-request", f"{_DECIDES}/{{joins_deciding}}", "posts_manager"),
    refused("unit-request-errors", f"{_DECIDES}/{{joins_deciding}}", "posts_manager", "Save your decision"),
    State("unit-requests-not-yours", _DECIDES, "ward_manager", status=404),
)

RUNNING = (
    State("run-not-yet", f"{_DECIDING}/run", "coordinator"),
    State("run-ready", f"{_READY}/run", "coordinator"),
    State("run-waiting", f"{_PROPOSED}/run", "coordinator"),
    State("run-announced", f"{_ANNOUNCED}/run", "coordinator"),
    State("run-auditor", f"{_ANNOUNCED}/run", "auditor"),
    State("run-not-yours", f"{_READY}/run", "staff", status=404),
    State("proposal-not-yet", f"{_READY}/proposal", "staff"),
    State("proposal", f"{_PROPOSED}/proposal", "staff"),
    State("proposal-confirmed", f"{_PROPOSED}/proposal", "invited"),
    State("proposal-leave", f"{_PROPOSED}/proposal/leave", "staff"),
    State("proposal-announced", f"{_ANNOUNCED}/proposal", "staff"),
    State("proposal-announced-other", f"{_ANNOUNCED}/proposal", "invited"),
    State("unit-moves", _JOINS, "posts_manager"),
    State("unit-moves-leaving", _LEAVES, "posts_manager"),
    State("unit-moves-none", f"{_READY}/units/demo-window-ready-unit-00/moves", "ward_manager"),
    State("unit-moves-not-yours", _JOINS, "ward_manager", status=404),
    State("unit-move-in", f"{_JOINS}/in/{{joins_proposed}}", "posts_manager"),
    refused("unit-move-in-errors", f"{_JOINS}/in/{{joins_proposed}}", "posts_manager", "Save your answer"),
    State("unit-move-out", f"{_LEAVES}/out/{{leaves_proposed}}", "posts_manager"),
    refused("unit-move-out-errors", f"{_LEAVES}/out/{{leaves_proposed}}", "posts_manager", "Save the day"),
)

_MOVE, _MOVES = f"{_ANNOUNCED}/move", f"{_ANNOUNCED}/moves"
_JOINING = f"{_MOVES}/{{move_joining}}"

MOVING = (
    State("move", _MOVE, "staff"),
    State("move-none", f"{_READY}/move", "staff", status=404),
    State("move-checklist", f"{_MOVE}/checklist", "staff"),
    State("move-agree", f"{_MOVE}/agree", "staff"),
    State("move-dates", f"{_MOVE}/dates", "staff"),
    State("move-handover", f"{_MOVE}/handover", "staff"),
    State("move-share", f"{_MOVE}/share", "staff"),
    State("move-history", f"{_MOVE}/history", "staff"),
    State("move-chain", f"{_MOVE}/chain", "staff"),
    State("moves-joining", _MOVES, "posts_manager"),
    State("moves-leaving", f"{_MOVES}/leaving", "ward_manager"),
    State("moves-hr", _MOVES, "posts_hr"),
    State("move-joining", _JOINING, "posts_manager"),
    State("move-joining-hr", _JOINING, "posts_hr"),
    State("move-notice", f"{_JOINING}/notice", "ward_manager"),
    refused("move-notice-errors", f"{_JOINING}/notice", "ward_manager", "Save the notice"),
    State("move-started", f"{_JOINING}/started", "posts_manager"),
    State("move-not-started", f"{_JOINING}/not-started", "posts_manager"),
    refused("move-not-started-errors", f"{_JOINING}/not-started", "posts_manager", "They do not start"),
    State("move-not-yours", _JOINING, "coordinator", status=404),
    State("chains", f"{_ANNOUNCED}/chains", "coordinator"),
    State("outcomes", "/retention/outcomes", "coordinator"),
    State("stability", "/retention/stability", "hr"),
)

SIMULATING = (
    State("simulation", _SIMULATION),
    State("simulation-run", f"{_SIMULATION}?{_MARKET}"),
    State("simulation-errors", f"{_SIMULATION}?units=1&people_per_unit=x", status=422),
)

STATES = (
    *(*OPEN, *PORTAL, *APPLYING, *SENT, *DECIDING, *PLEDGING),
    *(*REDUNDANCY, *AT_RISK, *SIGNING_OFF, *HOLDING, *OWN_PAGE, *OVERSEEING),
    *(*CONVERSATIONS, *WINDOWS, *ASKING_TO_MOVE, *DECIDING_ON_REQUESTS, *RUNNING, *MOVING, *SIMULATING),
)
