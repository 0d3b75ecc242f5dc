"""What the README's figures come from: quality on the fixtures and the gold, speed, and time to start."""
