"""Text as given to a document: what is read, cut into sentences, and what each sentence is."""
