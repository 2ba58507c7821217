"""A built section -> what would embarrass it in public: dead addresses, broken pages, leaks."""
