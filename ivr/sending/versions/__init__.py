"""Migrations of what is known of messages on their way."""
