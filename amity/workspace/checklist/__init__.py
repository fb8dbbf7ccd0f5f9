"""The first steps of each person: a checklist whose items rooms register, known done from what is there, or marked.

Its facts: checklist.item_marked. It never does an item's work; it points to the page that does.
"""
