"""How Amity is put together: settings, URLs, navigation, the `amity` command. Imports everything, is imported by nobody."""
