"""The trash: records leave every list at once, and can be brought back for thirty days.

Records RecordTrashed and RecordRestored. Deletes nothing itself: emptying it calls the rooms' own delete commands.
"""
