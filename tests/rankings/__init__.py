"""Rankings made by hand, for tests and measurements of what is rendered from them."""
