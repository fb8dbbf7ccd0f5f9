"""The one list of every kind: state in the URL, columns, sorts, groups, layouts, views, selection."""
