"""What two services need: values, outcomes, history, actors, clock, ids, settings, tables, pages."""
