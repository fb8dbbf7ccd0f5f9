"""Events that the organisation's own programs tell of people: `tracked.<name>` facts with free properties.

They stand in a person's history, can be counted in filters, and are told under an id of their own at most once.
"""
