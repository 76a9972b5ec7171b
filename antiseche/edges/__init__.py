"""Where the world is: files, processes, the clock. Nothing else may touch them."""
