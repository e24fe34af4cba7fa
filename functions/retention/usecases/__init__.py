"""What people do: one function an act, load, decide, commit."""
