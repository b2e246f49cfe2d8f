"""Rows on pages: merges, heights, texts over more than a page, and where pages end."""
