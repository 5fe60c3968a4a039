"""Voice menus in YAML, held as telephone calls: keys or speech in, prompts and account actions out."""
