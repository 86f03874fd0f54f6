"""The detectors of damage, the registry that runs them, and the merging of their findings."""
