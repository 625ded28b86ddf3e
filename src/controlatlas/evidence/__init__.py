"""On whose word: weighing events, works and what rests on them, references, links, claims."""
