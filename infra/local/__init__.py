"""The one-command local runner: every service on one loopback port, a real database engine beside it.

Nothing here is in the bundle that AWS runs, and what would be harmful there (a sign-in without a
password, a movable clock) refuses to start wherever a Lambda runs.
"""
