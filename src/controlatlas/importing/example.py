"""A small table to try an import with: an invented strip of land whose places change hands."""

from __future__ import annotations

_ROWS = """name,lat,lon,holder,since
Alford,48.10,30.50,North,2001-01-01
Birling,48.22,30.71,North,2001-01-01
Birling,48.22,30.71,South,2001-03-02
Camber,48.05,30.93,South,2001-01-01
Denton,48.31,30.40,North,2001-01-01
Denton,48.31,30.40,South,2001-05-19
Eastry,48.17,31.12,South,2001-01-01
Fenwick,47.94,30.62,North,2001-01-01
Fenwick,47.94,30.62,South,2001-03-09
Fenwick,47.94,30.62,North,2001-06-30
Garlinge,47.88,30.97,South,2001-01-01
Harble,48.40,30.86,North,2001-01-01
Ickham,48.27,31.24,South,2001-01-01
Jevington,47.99,30.33,North,2001-01-01
"""


def example_table() -> str:
    """Ten places in fourteen rows, as CSV."""
    return _ROWS
