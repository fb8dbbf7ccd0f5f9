"""What every route of the API shares: who is let in, how a refusal is said, paging, ETags, idempotency, limits.

Knows no route and no kind of record. `config/api.py` puts the routes of all rooms together.
"""
