"""How things look: one table of colours and marks that the web map and the pictures read."""
