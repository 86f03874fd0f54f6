"""Names that the copy misspelled, replaced or dropped."""
