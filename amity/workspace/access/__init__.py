"""Which records an actor may see: own, team or everyone, per kind."""
