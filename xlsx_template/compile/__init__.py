"""From a workbook with tags to programs, made once; the mistakes of a template are found here."""
