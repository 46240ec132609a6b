"""From a transcript and captions to the pair that is aligned."""
