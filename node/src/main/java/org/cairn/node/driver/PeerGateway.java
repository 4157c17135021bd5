package org.cairn.node.driver;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.consensus.simplex.Fault;
import org.cairn.consensus.simplex.Input;
import org.cairn.consensus.simplex.Peer;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;
import org.cairn.p2p.peer.Channel;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.Network;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.p2p.peer.PeerListener;

/// Between the network's peers and the engine's. Events come from the network's inbox thread and go
/// to the engine's queue; messages of the engine are encoded once and sent, certificates to
/// validators together with what follows them. Bytes that are no message throw a
/// `DecodingException`, for which the network disconnects the peer.
public final class PeerGateway implements PeerListener, ConsensusPorts.NetworkPort {
  private static final Duration GRAVE_FAULT_BAN = Duration.ofMinutes(10);

  /// A peer as the network knows it, and as the engine does.
  private record Known(PeerInfo info, Peer peer) {}

  private final Map<PeerId, Known> peers = new ConcurrentHashMap<>();
  private final Network network;
  private final CertificateRelay certificates;
  private final ConsensusDriver consensus;
  private final Bytes ownKey;
  private final Consumer<Throwable> onFatal;

  /// @param ownKey the validator key of this node, or no bytes
  public PeerGateway(
      Network network,
      ConsensusDriver consensus,
      Timers timers,
      Bytes ownKey,
      Consumer<Throwable> onFatal) {
    this.network = network;
    this.certificates =
        new CertificateRelay(
            timers, (peer, messages) -> network.send(peer, Channel.CONSENSUS, messages));
    this.consensus = consensus;
    this.ownKey = ownKey;
    this.onFatal = onFatal;
  }

  private static Peer peerOf(PeerInfo info) {
    Bytes key = info.validatorKey();
    return new Peer(info.id().value().toBytes(), key == null ? Bytes.EMPTY : key);
  }

  @Override
  public void peerUp(PeerInfo info) {
    if (!ownKey.isEmpty() && Objects.equals(ownKey, info.validatorKey())) {
      // Two nodes with one key would sooner or later convict it. The peer has proven to have it.
      onFatal.accept(
          new InvariantViolation(
              "validator key %s also runs at peer %s: stop one of the two for good"
                  .formatted(ownKey, info.id().abbreviated())));
      return;
    }
    Peer peer = peerOf(info);
    peers.put(info.id(), new Known(info, peer));
    consensus.input(new Input.PeerConnected(peer));
  }

  @Override
  public void peerDown(PeerInfo info, DisconnectReason reason) {
    Known known = peers.remove(info.id());
    certificates.forget(info.id());
    if (known != null) {
      consensus.input(new Input.PeerDisconnected(known.peer()));
    }
  }

  @Override
  public void message(PeerInfo info, Channel channel, Bytes message) {
    if (channel == Channel.CONSENSUS) {
      Known known = peers.get(info.id());
      if (known != null) {
        Message decoded = MessageCodec.decode(message);
        certificates.heard(info.id(), decoded);
        consensus.received(known.peer(), decoded);
      }
    }
  }

  /// Those who only follow need proposals and certificates, which prove themselves, and no votes.
  @Override
  public void broadcast(Message message) {
    Bytes encoded = MessageCodec.encode(message);
    for (Known known : peers.values()) {
      PeerId id = known.info().id();
      if (!network.isValidator(known.info())) {
        if (!(message instanceof Vote)) {
          boolean _ = network.send(id, Channel.CONSENSUS, encoded);
        }
      } else if (message instanceof Certificate certificate
          && certificate.kind() != VoteKind.NULLIFY) {
        certificates.hold(id, certificate, encoded);
      } else {
        certificates.send(id, message, encoded);
      }
    }
  }

  @Override
  public void send(Peer peer, Message message) {
    var _ = network.send(idOf(peer), Channel.CONSENSUS, MessageCodec.encode(message));
  }

  @Override
  public void penalize(Peer peer, Fault fault) {
    if (fault.isGrave()) {
      network.disconnect(idOf(peer), DisconnectReason.MISBEHAVED, GRAVE_FAULT_BAN);
    } else {
      network.fault(idOf(peer), fault.toString());
    }
  }

  private static PeerId idOf(Peer peer) {
    return new PeerId(Hash.of(peer.nodeId().shared()));
  }
}
