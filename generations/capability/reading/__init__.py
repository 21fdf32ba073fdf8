"""What a body says, field by field, whatever the table offers."""
