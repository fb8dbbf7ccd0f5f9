"""Many writers, readers and killings against one real database: is any fact lost, skipped, doubled or out of order?

`python -m amity.kernel.facts.tests.storm --seconds 60 --database postgres://…` raises one by hand.
"""
