-- Nodes are kept as long as runs name them; whoever looks for those that live looks at few of them.
CREATE INDEX worker_nodes_seen ON worker_nodes (seen_at);
