"""From what people have to a dataset: templates, daily snapshots, dated polygons, points, workbooks, and mending."""
