"""Signal and speech: keys from samples and samples from keys; knows nothing of menus and accounts."""
