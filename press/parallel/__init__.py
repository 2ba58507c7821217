"""Work done by several processes, or by another process in the background."""
