"""The English of the published figures."""

HIDING = (
    "0 stays 0, 1 to {most_hidden} people are shown as *, other numbers are rounded to the nearest {step}."
    " The figures are written once, when the quarter is over, and never changed."
)
NOT_ADDING_UP = "Somebody may have given several answers or none, so the parts of a table need not add up."
WITHHELD = "Not shown: set against how many people talked, this table would say too much about somebody."
TALKED = "People who talked"
REASONS = "Why they think of leaving"
STAY = "What would make them stay"
ACTIONS = "What followed"
OUTCOMES = "After {months} months"
PEOPLE = "People"
