"""The English of redeployment, by subject."""
