"""How much: geodesic areas, balances, the figures that claims are checked against."""
