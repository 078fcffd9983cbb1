"""Questions to the tables of an archive: who held what, when; figures; what took place."""
