"""The engine of a static site generator for a newspaper's opinion section."""
