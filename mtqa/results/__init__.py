"""Results of a check, as data: findings, scores, report."""
