"""The moving map: one self-contained web page, built with folium, that plays a dataset day by day."""

from .document import Opening, build_compare, build_document, build_map

__all__ = ["Opening", "build_compare", "build_document", "build_map"]
