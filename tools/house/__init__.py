"""The bootstrap behind `make`: standard library only, because it runs before anything is there."""
