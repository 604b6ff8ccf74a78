"""One migration a file, numbered; never changed once released."""
