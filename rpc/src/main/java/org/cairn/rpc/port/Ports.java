package org.cairn.rpc.port;

/// All that the endpoint needs of the node.
public record Ports(
    ChainView chain,
    TxSink transactions,
    CallExecutor calls,
    TraceExecutor traces,
    AccessListFinder accessLists,
    BlockSimulator simulator,
    BlockAssembler assembler,
    FeeRules fees,
    NodeView node,
    HeadFeed heads,
    FinalityView finality,
    StakeView stakes) {}
