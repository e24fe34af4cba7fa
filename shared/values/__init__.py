"""Values with a rule of their own: money, identifiers, dates and months."""
