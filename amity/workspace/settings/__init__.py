"""What an organisation decides once: name, home currency, time zone."""
