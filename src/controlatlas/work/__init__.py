"""Work that takes long, done in processes beside the app: what is wanted, the queue, and the process that does it."""
