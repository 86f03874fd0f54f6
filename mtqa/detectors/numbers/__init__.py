"""Numbers that the copy changed or dropped."""
