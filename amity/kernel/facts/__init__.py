"""The log of everything that happened: typed kinds, an index of what each fact is about, and readers with cursors."""
