"""Records of pieces -> the files that the search page reads."""
