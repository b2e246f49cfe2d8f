"""From year to year: rolled forward, compared, summed up."""
