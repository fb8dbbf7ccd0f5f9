"""Edit records of any kind: a field in place or a whole form, merged with what others change meanwhile.

Owns no tables and records no facts: the rooms' own commands write.
"""
