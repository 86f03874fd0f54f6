"""Turns a text into a document: cleaning, paragraphs, sentences, roles, words."""
