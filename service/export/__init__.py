"""What was said in a conversation, as documents: TXT, SRT, VTT, JSON, DOCX. Pure."""
