"""Text: tokens with keys, numbers, languages and scripts, sentences. Offsets are never lost."""
