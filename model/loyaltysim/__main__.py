"""Run the command line as ``python -m loyaltysim``."""

from loyaltysim.cli.main import main

if __name__ == "__main__":
    main()
