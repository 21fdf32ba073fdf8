"""Fetch, check, render, keep and serve the studio's media files.

Plain Python without Django. Nothing is imported here, so the child process that
parses untrusted files starts with only what it needs.
"""
