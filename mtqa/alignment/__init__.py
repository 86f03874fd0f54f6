"""Two documents side by side: sentences, words, and what each side lacks of the other."""
