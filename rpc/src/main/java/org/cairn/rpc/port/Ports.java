package org.cairn.rpc.port;

import org.jspecify.annotations.Nullable;

/// All that the endpoint needs of the node. `accounts` are there only when the node holds keys for
/// its clients, `development` only when the chain is one for development; the methods for them then
/// are served too.
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
    @Nullable UnlockedAccounts accounts,
    @Nullable DevelopmentChain development) {
  /// Of a node without keys on a chain that nobody can alter.
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
        null,
        null);
  }

  /// The same with the ways to alter the chain, and with its own fees.
  public Ports forDevelopment(DevelopmentChain development, FeeRules fees) {
    return with(fees, development, development);
  }

  /// The same with keys for whoever asks.
  public Ports withAccounts(UnlockedAccounts accounts) {
    return with(fees, accounts, development);
  }

  private Ports with(
      FeeRules fees, UnlockedAccounts accounts, @Nullable DevelopmentChain development) {
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
        accounts,
        development);
  }
}
