"""Words of English that the program knows: names, variants, opposites."""
