"""A dataset as files for any web server, in all its languages: pages, an API, downloads, feeds."""
