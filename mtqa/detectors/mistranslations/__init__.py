"""Changed meanings: negations, opposites, tense, ranks and pronouns."""
