"""What a sentence says on a row (`phrases`), how (`stance`), and with what fact (`figures`)."""
