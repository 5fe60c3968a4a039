"""Where a caller is. A channel plays, listens and reports; it knows nothing of menus."""
