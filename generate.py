"""Starts the program: ``python generate.py`` makes the forms of every project in data/."""

from jixiao.cli import main

if __name__ == "__main__":
    main()
