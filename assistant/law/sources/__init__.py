"""Where texts of law come from: the installed package of statutes, the corpus's gists, and imported official files."""
