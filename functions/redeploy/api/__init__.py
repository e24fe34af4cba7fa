"""The JSON API of redeployment: what machines read and write, by the same use cases as the pages."""
