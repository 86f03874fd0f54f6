"""Batches: rows of a file of pairs to lines of reports."""
