"""Uploads: what people bring, and frames of their own clips."""
