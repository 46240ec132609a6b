"""The line formats of NIST's scoring toolkit."""
