"""`python -m inboxwatch` is the command."""

from inboxwatch.cli import main

if __name__ == "__main__":
    main()
