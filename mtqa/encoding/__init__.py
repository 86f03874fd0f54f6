"""Encodes sentences and pairs of sentences; the only package that imports torch."""
