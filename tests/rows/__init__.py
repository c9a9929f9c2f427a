"""Rows of the permission table, by subject, and the words they are written in."""
