"""A believable company to try Amity with: a coffee roaster with three years behind it, made by a seeded generator."""

from amity.config.demo.colleagues import EMAIL, PASSWORD
from amity.config.demo.fill import fill_when_empty

__all__ = ["EMAIL", "PASSWORD", "fill_when_empty"]
