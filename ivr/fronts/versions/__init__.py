"""The sessions' migrations, oldest first."""
