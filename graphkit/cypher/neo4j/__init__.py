"""The graph on a Neo4j server: push, pull, queries; only these modules import the driver."""
