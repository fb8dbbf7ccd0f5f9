"""Effects on the outside world, written with the change that caused them and carried out after it.

Owns one row per effect. A command places it (`placing.place`); a worker claims it under a lease, carries it out
outside any transaction and marks it (`delivery.deliver_due`). An effect that must not happen twice is never repeated
on a guess: when a worker died between carrying and marking, the row becomes `unknown` and an administrator decides.
"""
