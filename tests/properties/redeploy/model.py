"""A plain model: who has which post, how many matches of a vacancy are open. No table, no history."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.bench.redeploy_books import HOLDING, MATCH_LIFE, OPEN

Pair = tuple[str, str]
_TRIAL_DAYS = 28
_OF_THE_POST_WHILE_FREE = ("held", "cleared")
_UNNAMES = ("withdraw_consent", "say_not_for_me", "ratify")


@dataclass
class Model:
    """People with their tier and status, vacancies with theirs, and where each pair of them is."""

    today: date
    tiers: dict[str, int] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    hold_ends: dict[str, date] = field(default_factory=dict)
    pairs: dict[Pair, str] = field(default_factory=dict)
    named: set[Pair] = field(default_factory=set)
    ranked: set[Pair] = field(default_factory=set)
    trials: dict[Pair, date] = field(default_factory=dict)

    # -- what anybody may ask of it -------------------------------------------------------------------------

    def post_of(self, person: str) -> list[str]:
        """The posts that hold a person: there must be one at most."""
        return [post for (one, post), status in self.pairs.items() if one == person and status in HOLDING]

    def holders_of(self, post: str) -> list[str]:
        """The people who hold a post: there must be one at most."""
        return [person for (person, one), status in self.pairs.items() if one == post and status in HOLDING]

    def open_by_tier(self, post: str) -> Counter[int]:
        """How many matches of a post have no outcome, by tier."""
        return Counter(
            self.tiers[person] for (person, one), status in self.pairs.items() if one == post and status in OPEN
        )

    def offers(self, post: str) -> int:
        """How many offers of a post wait for an answer."""
        return sum(status == "offered" for (_, one), status in self.pairs.items() if one == post)

    # -- what happens: each says whether it does ------------------------------------------------------------

    def comes(self, person: str, tier: int) -> bool:
        """Somebody comes on the register."""
        self.people[person], self.tiers[person] = "active", tier
        return self._propose()

    def held(self, post: str, ends: date) -> bool:
        """A vacancy is held."""
        self.posts[post], self.hold_ends[post] = "held", ends
        return self._propose()

    def leaves(self, person: str) -> bool:
        """Somebody leaves the register, unless a post holds them."""
        if self.people[person] != "active":
            return False
        self.people[person] = "left"
        return self._close(person=person)

    def withdrawn(self, post: str) -> bool:
        """A held vacancy is taken back."""
        if self.posts[post] != "held":
            return False
        self.posts[post] = "withdrawn"
        return self._close(post=post)

    def released(self, post: str) -> bool:
        """A vacancy clears: its hold is over and nobody of tier 1 or 2 is without an outcome."""
        counted = self.open_by_tier(post)
        if self.posts[post] != "held" or self.today <= self.hold_ends[post] or counted[1] or counted[2]:
            return False
        self.posts[post] = "cleared"
        return True

    def acts(self, pair: Pair, action: str) -> bool:
        """An action on a match by whoever may take it."""
        sources, target = MATCH_LIFE[action]
        if self.pairs.get(pair) not in sources or not self._may(pair, action):
            return False
        self.pairs[pair] = self._target(pair, action, target)
        if action == "consent":
            self.named.add(pair)
        if action in _UNNAMES:
            self.named.discard(pair)
        if action == "express_interest":
            self.ranked.add(pair)
        return self._follow(pair, action)

    # -- within ---------------------------------------------------------------------------------------------

    def _target(self, pair: Pair, action: str, target: str) -> str:
        if action == "not_ratify":
            return "interested" if pair in self.ranked else "proposed"
        return target or self.pairs[pair]

    def _may(self, pair: Pair, action: str) -> bool:
        person, post = pair
        is_free = self.people[person] == "active" and self.posts[post] in _OF_THE_POST_WHILE_FREE
        match action:
            case "express_interest":
                return is_free or self.pairs[pair] in OPEN
            case "invite" | "offer":
                waits = self.open_by_tier(post)
                is_turn = not any(waits[tier] for tier in range(1, self.tiers[person]))
                is_out = action == "offer" and self.offers(post)
                return (
                    pair in self.named and is_turn and not is_out and self.posts[post] in _OF_THE_POST_WHILE_FREE
                )
            case "accept":
                return is_free
            case "pass_trial":
                return self.today >= self.trials[pair]
        return True

    def _follow(self, pair: Pair, action: str) -> bool:
        person, post = pair
        match action:
            case "accept":
                self.people[person], self.posts[post] = "placed", "filled"
                self._close(person=person)
                self._close(post=post)
            case "begin_trial":
                self.trials[pair] = self.today + timedelta(days=_TRIAL_DAYS - 1)
            case "fail_trial":
                self.people[person], self.posts[post] = "active", "held"
                self._propose()
            case "confirm":
                self.people[person] = "redeployed"
        return True

    def _propose(self) -> bool:
        for person, status in self.people.items():
            for post, where in self.posts.items():
                if status == "active" and where == "held" and self.pairs.get((person, post), "closed") == "closed":
                    self.pairs[person, post] = "proposed"
                    self.named.discard((person, post))
                    self.ranked.discard((person, post))
        return True

    def _close(self, person: str = "", post: str = "") -> bool:
        for (one, other), status in self.pairs.items():
            if status in OPEN and (one == person or other == post):
                self.pairs[one, other] = "closed"
        return True
