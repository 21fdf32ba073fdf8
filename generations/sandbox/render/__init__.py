"""Makes the sandbox's films: a slate of the request over a moving picture.

Runs only in the sandbox's child process, so that the server itself never loads
PyAV, numpy or Pillow. Coordinates: the short side of the picture spans -1 to 1,
x to the right, y upwards; `t` is seconds, `p` the part of the film gone, 0 to 1.
"""
