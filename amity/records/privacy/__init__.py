"""How each model is exported and erased."""
