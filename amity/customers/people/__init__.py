"""Persons we deal with, and how to reach them."""
