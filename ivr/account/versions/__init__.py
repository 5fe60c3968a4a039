"""The account's migrations, oldest first."""
