"""The engine seen from the program: a client for its channel, and a supervisor for its process."""
