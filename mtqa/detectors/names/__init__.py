"""Names that are misspelled, replaced or missing in the copy."""
