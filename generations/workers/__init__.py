"""The processes beside the web: the supervisor, the pacemaker and the jobs."""
