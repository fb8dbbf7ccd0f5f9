"""Mail out, through the outbox."""
