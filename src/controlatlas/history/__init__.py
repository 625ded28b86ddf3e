"""Who held what, when: control periods, changes, the front, search, tours."""
