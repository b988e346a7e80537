"""Values -> the user's cache folder and back, so that a later run need not make them again; knows nothing of rules."""
