"""The programme's methods and manuals: documents in Kazakh and Russian, by version."""
