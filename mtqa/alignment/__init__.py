"""Two documents aligned: sentences in groups, words in links, words that a side lacks."""
