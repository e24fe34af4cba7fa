"""The routes of redeployment, by subject."""
