"""The journal's migrations, oldest first."""
