"""Sample data: which records came with the demo company, and removing those that nobody worked on.

Knows no kind by name. Deletes nothing itself: it calls the rooms' own delete commands.
"""
