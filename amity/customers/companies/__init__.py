"""Organisations we deal with."""
