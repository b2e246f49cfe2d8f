"""PDFs by LibreOffice: found, started, watched, and what it makes put in order."""
