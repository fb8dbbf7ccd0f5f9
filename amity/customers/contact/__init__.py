"""Ways to reach someone, read and normalised: e-mail addresses, phone numbers, postal addresses, web domains.

No tables of its own: companies and people keep what these functions return.
"""
