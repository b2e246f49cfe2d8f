"""The papers of projects: which template, where they lie, made one by one or by several processes."""
