package org.cairn.node.dev;

import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.node.adapter.ForkPlanOf;
import org.cairn.rpc.port.ConnectedPeer;
import org.cairn.rpc.port.ForkPlan;
import org.cairn.rpc.port.NodeIdentity;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.port.SyncStatus;
import org.jspecify.annotations.Nullable;

/// What RPC tells of a node that is alone.
record DevNodeView(ForkPlanOf plan, String clientVersion, DevChain chain) implements NodeView {
  @Override
  public long chainId() {
    return plan.chainId();
  }

  @Override
  public @Nullable SyncStatus syncing() {
    return null;
  }

  @Override
  public int peerCount() {
    return 0;
  }

  @Override
  public List<ConnectedPeer> peers() {
    return List.of();
  }

  @Override
  public NodeIdentity identity() {
    return new NodeIdentity(Hash.ZERO.toString(), clientVersion, "", plan.genesisHash());
  }

  @Override
  public Address feeRecipient() {
    return chain.plan().feeRecipient();
  }

  @Override
  public ForkPlan forks() {
    return plan.at(chain.view().head().header());
  }

  @Override
  public long unixSeconds() {
    return chain.nextSeconds();
  }

  /// Clients ask whether they may go on, which they may.
  @Override
  public boolean listening() {
    return true;
  }
}
