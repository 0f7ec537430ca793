"""A Neo4j server: connect, push, pull, ask; the only part of graphkit that imports the driver."""
