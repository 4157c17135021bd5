package org.cairn.node.adapter;

import java.util.List;
import java.util.function.Supplier;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.types.Address;
import org.cairn.node.driver.SyncDriver;
import org.cairn.p2p.peer.Network;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.rpc.port.ConnectedPeer;
import org.cairn.rpc.port.ForkPlan;
import org.cairn.rpc.port.NodeIdentity;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.port.SyncStatus;
import org.jspecify.annotations.Nullable;

/// What RPC tells of this node. `advertised` is the host and port for peers, empty when it listens
/// for none; `sync` tells the progress while it catches up.
public record RunningNode(
    ForkPlanOf plan,
    String clientVersion,
    Address feeRecipient,
    String advertised,
    ChainDatabase chain,
    Supplier<SyncDriver.@Nullable Progress> sync,
    Network network)
    implements NodeView {
  @Override
  public long chainId() {
    return plan.chainId();
  }

  @Override
  public @Nullable SyncStatus syncing() {
    SyncDriver.Progress progress = sync.get();
    return progress == null
        ? null
        : new SyncStatus(
            progress.startHeight(), chain.head().header().number(), progress.targetHeight());
  }

  @Override
  public int peerCount() {
    return network.peers().size();
  }

  @Override
  public List<ConnectedPeer> peers() {
    return network.peers().stream().map(this::peer).toList();
  }

  private ConnectedPeer peer(PeerInfo info) {
    return new ConnectedPeer(
        info.id().toString(),
        info.clientName(),
        info.remote().toString(),
        info.listening() == null ? null : info.listening().toString(),
        !info.outbound(),
        network.isValidator(info));
  }

  @Override
  public NodeIdentity identity() {
    return new NodeIdentity(
        network.self().toString(), clientVersion, advertised, plan.genesisHash());
  }

  @Override
  public ForkPlan forks() {
    return plan.at(chain.head().header());
  }

  @Override
  public boolean listening() {
    return !advertised.isEmpty();
  }
}
