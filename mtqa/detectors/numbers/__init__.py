"""Numbers that differ between reference and copy, or that the copy lacks."""
