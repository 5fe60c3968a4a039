"""What alembic runs by; each part of the program keeps its migrations in a folder of its own."""
