"""A dataset as files for any web server: an API, downloads, feeds and pages."""
