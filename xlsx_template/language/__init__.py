"""The template language: tags in cells, the sandbox they run in, what is wrong with how they are written."""
