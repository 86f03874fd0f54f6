"""What a user gets: findings, scores, report; data only."""
