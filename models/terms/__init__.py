"""Words that a glossary fixes: found in a text whatever their ending, and kept in a translation."""
