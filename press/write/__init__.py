"""Outputs -> the published folder, all or nothing; and the store that remembers the last build."""
