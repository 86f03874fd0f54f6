"""Sentences to vectors: the one package that knows torch."""
