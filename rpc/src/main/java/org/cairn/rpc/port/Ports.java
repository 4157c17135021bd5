package org.cairn.rpc.port;

/// All that the endpoint needs of the node.
public record Ports(
    ChainView chain,
    TxSink transactions,
    CallExecutor calls,
    TraceExecutor traces,
    BlockSimulator simulator,
    FeeRules fees,
    NodeView node,
    HeadFeed heads,
    FinalityView finality) {}
