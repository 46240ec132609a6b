"""The JSON of speech recognisers."""
