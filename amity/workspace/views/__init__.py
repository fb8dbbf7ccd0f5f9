"""Saved views of lists: who has which, for whom, and what a list opens with. Knows kinds by number only."""
