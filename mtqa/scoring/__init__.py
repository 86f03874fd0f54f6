"""Scores and verdict: quality, coverage, fidelity, and the damage that they are made of."""
