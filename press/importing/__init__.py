"""Another program's posts -> files of content/: what a section brings with it when it moves in."""
