"""What the schema says of each shape: serializers that describe and never serialize.

Answers are built by `generations.api.shapes`, for speed; a test holds every real
answer against these.
"""
