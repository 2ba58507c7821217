"""The newsletter as mail: a message for each subscriber, sent so that a cut leaves nobody out."""
