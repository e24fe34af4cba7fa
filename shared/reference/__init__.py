"""Facts of the trade as dated data, each row with its source; `docs/policy.md` is printed from them."""
