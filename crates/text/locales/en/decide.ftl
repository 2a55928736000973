# The office after the vote
