"""`python -m mentoring` is the command `mentoring`."""

from mentoring.cli import main

if __name__ == "__main__":
    main()
