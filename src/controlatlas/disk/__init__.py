"""How files get onto a disk: each of them whole or not at all."""
