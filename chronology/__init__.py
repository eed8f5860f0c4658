"""Builds the chronology for a child case review from the agencies' own exports."""

__version__ = "0.1.0"
