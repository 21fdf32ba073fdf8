"""The pages, and the answers for supervisors."""
