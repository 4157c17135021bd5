package org.cairn.rpc.port;

import org.jspecify.annotations.Nullable;

/// All that the endpoint needs of the node. `development` is there only when the chain is one for
/// development; the methods for it then are served too.
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
    StakeView stakes,
    @Nullable DevelopmentChain development) {
  /// Of a node on a chain that nobody can alter.
  public Ports(
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
      StakeView stakes) {
    this(
        chain,
        transactions,
        calls,
        traces,
        accessLists,
        simulator,
        assembler,
        fees,
        node,
        heads,
        finality,
        stakes,
        null);
  }

  /// The same with the ways to alter the chain, and with its own fees.
  public Ports forDevelopment(DevelopmentChain development, FeeRules fees) {
    return new Ports(
        chain,
        transactions,
        calls,
        traces,
        accessLists,
        simulator,
        assembler,
        fees,
        node,
        heads,
        finality,
        stakes,
        development);
  }
}
