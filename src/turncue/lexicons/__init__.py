"""Word pairs of two languages."""
