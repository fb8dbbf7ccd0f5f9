"""Owns what people have typed and not saved yet, kept with their account: it survives sign-out and another machine.

Records no facts: a draft is nothing that happened to a customer.
"""
