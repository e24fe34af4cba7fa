"""Trying the exchange out: nothing is loaded, nothing is kept."""

from functions.retention.domain.exchange import Exchange, exchange
from functions.retention.domain.exchange_market import Market, objection
from shared.outcomes import Refusal


def tried_out(market: Market) -> Exchange | Refusal:
    """Who would move where, or what stands against a run."""
    return objection(market) or exchange(market)
