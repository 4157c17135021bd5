package org.cairn.node.adapter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.peer.Channel;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.Network;
import org.cairn.p2p.peer.NetworkCounters;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.p2p.peer.RequestException;

/// The network of a node that has none: nobody is there, and nothing that is sent gets anywhere.
public class NoPeers implements Network {
  private static final PeerId NOBODY = new PeerId(Hash.ZERO);

  @Override
  public PeerId self() {
    return NOBODY;
  }

  @Override
  public boolean send(PeerId peer, Channel channel, Bytes message) {
    return false;
  }

  @Override
  public boolean send(PeerId peer, Channel channel, List<Bytes> messages) {
    return false;
  }

  @Override
  public int broadcast(Channel channel, Bytes message) {
    return 0;
  }

  @Override
  public int broadcastToValidators(Channel channel, Bytes message) {
    return 0;
  }

  @Override
  public boolean sendToValidator(Bytes validator, Channel channel, Bytes message) {
    return false;
  }

  @Override
  public CompletableFuture<Bytes> request(PeerId peer, int kind, Bytes body, Duration timeout) {
    return CompletableFuture.failedFuture(
        new RequestException(RequestException.Reason.NOT_CONNECTED, "a node without peers"));
  }

  @Override
  public void disconnect(PeerId peer, DisconnectReason reason, Duration ban) {}

  @Override
  public void fault(PeerId peer, String what) {}

  @Override
  public List<PeerInfo> peers() {
    return List.of();
  }

  @Override
  public void validators(Set<Bytes> validators) {}

  @Override
  public boolean isValidator(PeerInfo peer) {
    return false;
  }

  @Override
  public NetworkCounters counters() {
    return new NetworkCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());
  }
}
