"""From rows of the database to the shapes of the public interface.

Rows are tuples: lists are read with `values_list`, and no model is built for them.
"""
