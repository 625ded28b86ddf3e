"""Pictures drawn from the data: specification, layout, map, labels, legend, painters."""
