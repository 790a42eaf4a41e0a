"""Forms of the reception year: rhythms and plans, corrections and leave."""
