"""Mail out, through the outbox: `letters.place_mail` inside a command, `carrier` when its turn comes."""
