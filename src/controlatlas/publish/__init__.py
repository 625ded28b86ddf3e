"""A whole dataset as a site of files, in all its languages: for any web server, and to be opened from disk."""
