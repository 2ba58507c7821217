"""Frozen values that the stages hand to each other. No input or output, no Jinja, no YAML."""
