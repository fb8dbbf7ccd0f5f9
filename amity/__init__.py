"""Amity: customer relationship management with one history per customer."""

__version__ = "0.3.0"
