"""People who sign in: accounts, roles, first start, the acting party of a request."""
