"""Pages of settings: first start, the organisation, exchange rates, what could not go out."""
