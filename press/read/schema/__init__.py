"""Keys that writers may use -> typed values: the models of front matter and config, and what is said of mistakes."""
