"""How Amity is put together: settings, URLs, the `amity` command. Imports everything, is imported by nobody."""
