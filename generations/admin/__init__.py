"""The operator's rooms: lists, stories of single rows, and deeds that need a reason."""
