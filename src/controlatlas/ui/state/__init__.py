"""What a reader chose, and how it is kept from run to run and in the address."""
