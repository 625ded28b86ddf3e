"""Rows, CSV and printable lists of what the other rooms answer."""
