"""Which transcript words answer which caption words. No clock here."""
