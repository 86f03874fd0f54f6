"""A report for machines and for people: JSON, text, HTML."""
