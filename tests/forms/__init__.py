"""The judged set of transcript forms, and a generator of random ones."""
