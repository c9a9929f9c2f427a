"""Measures the product against bare Django doing the same work, alternated in one run."""
