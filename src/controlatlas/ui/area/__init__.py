"""Area over time: the section under the map and on the page of a place."""
