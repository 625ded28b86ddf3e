"""Rows, CSV, geopandas tables, GeoJSON and printable lists of what the other rooms answer."""
