"""Site folder -> published folder, and what one build leaves for the next."""
