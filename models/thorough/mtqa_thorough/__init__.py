"""The files of the larger pair reader of mtqa."""
