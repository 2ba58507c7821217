"""Pictures: what pages need to know of them, and the files made of them. Doors: measure, open_darkroom, develop."""
