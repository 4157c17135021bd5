package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.core.types.Bytes;

/// What peers say of the next epoch before this node has come to it: others are ahead by a
/// message's delay, and what they said is not said again at once. Each peer has room for a few
/// messages and one proposal; the first ones stay.
final class EarlyMessages {
  static final int MAX_PER_PEER = 32;
  static final int MAX_PEERS = 256;

  /// Accusations are told once, so they wait too.
  static final int MAX_ACCUSATIONS_PER_PEER = 4;

  private final Map<Bytes, List<Input.MessageReceived>> byPeer = new LinkedHashMap<>();

  void keep(Input.MessageReceived early) {
    Bytes id = early.peer().nodeId();
    if (!byPeer.containsKey(id) && byPeer.size() >= MAX_PEERS) {
      return;
    }
    List<Input.MessageReceived> kept = byPeer.computeIfAbsent(id, _ -> new ArrayList<>());
    boolean wanted =
        switch (early.message()) {
          case Proposal _ -> kept.stream().noneMatch(m -> m.message() instanceof Proposal);
          case Message.Accusation _ ->
              kept.stream().filter(m -> m.message() instanceof Message.Accusation).count()
                  < MAX_ACCUSATIONS_PER_PEER;
          case Message.BlockRequest _, Message.BlockResponse _ -> false;
          default -> true;
        };
    if (wanted && kept.size() < MAX_PER_PEER) {
      kept.add(early);
    }
  }

  void forget(Peer peer) {
    byPeer.remove(peer.nodeId());
  }

  /// Everything kept, in order of the peers' first message; nothing is kept any more.
  List<Input.MessageReceived> drain() {
    List<Input.MessageReceived> all = new ArrayList<>();
    byPeer.values().forEach(all::addAll);
    byPeer.clear();
    return all;
  }
}
