"""Amity: customer relationship management with one history per customer."""

__version__ = "0.2.0"
