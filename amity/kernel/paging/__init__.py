"""Keyset paging: pages that never repeat or skip a row, and cost the same wherever they are."""

from amity.kernel.paging.keyset import PAGE, Page, capped_count, edge_of, keyset_page

__all__ = ["PAGE", "Page", "capped_count", "edge_of", "keyset_page"]
