"""``python -m turncue``."""

from turncue.cli import main

if __name__ == "__main__":
    main()
