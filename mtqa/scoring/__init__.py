"""What a comparison is worth: quality, coverage, fidelity, verdict."""
