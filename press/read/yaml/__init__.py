"""YAML text -> values with their positions, or syntax faults with words for editors."""
