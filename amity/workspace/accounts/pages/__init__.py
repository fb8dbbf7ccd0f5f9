"""Pages of accounts: signing in, colleagues, one's own profile."""
