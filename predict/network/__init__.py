"""From pieces to spans and article types."""
