package org.cairn.node.adapter;

import org.cairn.core.chain.ChainDatabase;
import org.cairn.node.driver.SyncDriver;
import org.cairn.p2p.peer.Network;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.port.SyncStatus;
import org.jspecify.annotations.Nullable;

/// What RPC tells of this node.
public record RunningNode(
    long chainId, String clientVersion, ChainDatabase chain, SyncDriver sync, Network network)
    implements NodeView {
  @Override
  public @Nullable SyncStatus syncing() {
    SyncDriver.Progress progress = sync.progress();
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
  public boolean listening() {
    return true;
  }
}
