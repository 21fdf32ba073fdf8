"""Several requests at once, each so many times: all of them are accepted, or none."""
