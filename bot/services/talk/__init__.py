"""The life of a message: taken in, answered, sent, told to open pages."""
