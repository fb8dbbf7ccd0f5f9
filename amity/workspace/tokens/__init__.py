"""API tokens: made by a person for their programs, shown once, kept as a hash, with a role, scopes and an expiry.

Facts: token.made, token.revoked. It never keeps a secret, and never lets a token do more than its account may now.
"""
