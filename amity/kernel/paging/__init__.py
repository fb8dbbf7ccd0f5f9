"""Keyset paging: pages that never repeat or skip a row, and cost the same wherever they are."""
