"""From rows of the database to the shapes of the public interface (interface 5).

Rows are tuples: lists are read with `values_list`, and no model is built for them.
"""
