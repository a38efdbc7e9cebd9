"""The public record of an election, read and folded: a third reader, written from docs/record.md alone."""
