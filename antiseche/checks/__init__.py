"""What is judged, a module for each family: of one fiche alone, or of the site as a whole."""
