"""Stories between generations: an elder tells, a young person listens, a family keeps it."""

__version__ = "0.1.0"
