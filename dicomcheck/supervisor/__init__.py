"""One process that starts web server, worker and reconciler, restarts what dies, and takes all with it when it goes."""
