"""Every kind of record over the API: the same routes for all, made of what its room says of it in `schemas`."""
