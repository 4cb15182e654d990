"""`python -m abm_sheets`: the command line."""

from abm_sheets.cli import main

if __name__ == "__main__":
    main()
