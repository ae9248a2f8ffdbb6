//! Markdown: the text as written, with the blocks that its syntax declares.
