"""What every room stands on: facts, commands, jobs, money, keys. Knows no word of customer relations."""
