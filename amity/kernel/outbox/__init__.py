"""Effects on the outside world, written with the change that caused them and carried out after it.

Owns one row per effect. A command places it (`placing.place`); a worker claims it under a lease, carries it out
outside any transaction and marks it (`delivery.deliver_due`). An effect that must not happen twice is never repeated
on a guess: when a worker died between carrying and marking, the row becomes `unknown` and an administrator decides.

Effects of one lane keep their order (`lanes`): one worker at a time has the lane, a failed effect holds those behind it
and is tried again later and later, but never given up; what lanes carry must repeat safely. Lanes do not wait for one
another (`lane_threads`).
"""
