"""Picture files -> what pages need to know of them."""
