"""What the written corpus holds, and what it must hold."""
