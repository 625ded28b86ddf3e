"""What everything is made of: frozen records, dates, errors. Nothing here opens a file."""
