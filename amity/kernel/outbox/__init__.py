"""Effects on the outside world, written with the change that caused them and carried out after it."""
