"""`python -m luot`: the same as the command `luot`."""

from luot.cli import main

if __name__ == "__main__":
    main()
