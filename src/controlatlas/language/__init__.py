"""In words: catalogues, terms, names of places, dates, captions, figures."""
