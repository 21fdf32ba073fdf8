"""The rooms of what is offered and what it costs: seen, changed, and looked back at."""
