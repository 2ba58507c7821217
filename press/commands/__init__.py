"""Each command from request to result, one module a command; words and options are in `press.cli`."""
