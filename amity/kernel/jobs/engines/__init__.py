"""Engines that wake workers in another way than by looking: Procrastinate and Celery, chosen by AMITY_JOBS.

The `job` row stays the truth of state, progress, attempts and leases. A message of an engine says no more than "a job
of this queue waits": whoever gets it claims the most urgent one. So a message too many finds nothing to do, a message
lost is sent again, and a job never runs twice at once whatever the engine believes.
"""
