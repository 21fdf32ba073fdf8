"""The operator's panel at `/admin/`: its rooms, its look, and who may enter."""
