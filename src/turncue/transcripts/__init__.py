"""Documents that say who spoke: blocks, labels, turns."""
