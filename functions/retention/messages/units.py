"""The English of units, of bounds and of naming the people of a unit that closes."""

from collections.abc import Mapping

from shared.web.acts import ACT_WORDS

UNIT_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "name": "Enter a name of 100 characters or fewer",
    "name.missing": "Enter the name of the unit, as people there know it",
    "town": "Enter a place of 100 characters or fewer",
    "town.missing": "Enter the place, such as a hospital or a town",
    "postcode_district": "Enter a postcode district, like ST4",
    "keeper": "Choose who decides on requests to join the unit",
    "funded_posts": "Enter a whole number, 0 or more",
    "funded_posts.missing": "Enter how many posts are funded",
    "funded_posts.fewer_than_staff": "Enter at least as many as the people who hold a post there",
    "staff_in_window": "Enter a whole number, 0 or more",
    "staff_in_window.missing": "Enter how many people hold such a post there",
    "vacancies": "Enter a whole number, 0 or more",
    "vacancies.more_than_funded": "Vacancies, with those released, cannot be more than the free posts",
    "vacancies.closing": "A unit that closes has no vacancies. Enter 0 and no certificates",
    "released": "Enter one certificate number a line, up to 100, each of letters, figures and hyphens",
    "most_net_leavers": "Enter a whole number, 0 or more",
    "most_net_leavers.more_than_staff": "Enter no more than the people who hold a post there",
    "most_net_leavers.under_strength": "Enter 0: you say that the unit is under strength",
    "is_closing": "Tick it only if the unit closes",
    "is_under_strength": "Tick it only if the unit is under strength",
}

BOUNDS_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "most_net_leavers": "Enter a whole number, 0 or more",
    "most_net_leavers.missing": "Enter how many more may leave than come",
    "most_net_joiners": "Enter a whole number, 0 or more, or leave it empty",
}

AT_RISK_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "emails": "Enter email addresses, one a line, up to 500",
}

KEEPER_WORDS: Mapping[str, str] = {**ACT_WORDS, "keeper": "Choose who decides on requests to join the unit"}
HARD_WORDS: Mapping[str, str] = {**ACT_WORDS, "is_hard_to_fill": "Select yes or no"}

CLOSES = "It closes: all its people may move, and nobody can choose it."
UNDER_STRENGTH = "It is under strength: as many must come as go."
HARD_TO_FILL = "It is hard to fill: those who work there have more points."
NOBODY_TO_KEEP = (
    "Your organisation has no recruiting manager in the service yet. Ask your organisation's administrator to"
    " enter one: somebody must decide on requests."
)
