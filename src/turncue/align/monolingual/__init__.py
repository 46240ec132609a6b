"""Alignment in one language: word by word."""
