"""Source text -> cleaned text -> sections and sentences with roles."""
