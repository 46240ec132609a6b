"""What the formats made of cues share."""
