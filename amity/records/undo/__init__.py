"""Undo: what one request changed goes back, field by field, as far as nobody has changed it since.

Records ChangesUndone. Owns no change itself: every step is the command of the room whose record it is. Rooms say with
`register_inverse` how facts of theirs are undone, and call `offer` after a save.
"""
