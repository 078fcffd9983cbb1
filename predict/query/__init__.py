"""Questions to the tables of an archive: who held what, when; what a figure was; what was when."""
