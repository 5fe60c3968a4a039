"""Migrations of what the service process keeps."""
