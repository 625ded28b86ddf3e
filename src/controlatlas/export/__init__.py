"""What a reader takes away: pictures, clips, web pages and data, drawn from the records."""
