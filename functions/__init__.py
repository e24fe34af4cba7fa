"""One folder a service; a service never imports another."""
