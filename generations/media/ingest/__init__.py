"""Take uploads in: whatever people commonly have, made into what the gateway takes.

`uploads` is the door. Everything else runs in the confined child, and nothing is
imported here, so that the child starts with only what it needs.
"""
