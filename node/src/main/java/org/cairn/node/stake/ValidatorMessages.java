package org.cairn.node.stake;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cairn.consensus.staking.SignedMessage;
import org.cairn.consensus.staking.StakedValidator;
import org.cairn.consensus.staking.StakingContent;
import org.cairn.consensus.staking.StakingState;
import org.cairn.consensus.staking.StakingTransition;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.peer.Network;
import org.cairn.p2p.peer.PeerInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Exits and returns that validators have signed and no final block contains yet: kept until one
/// does, and passed on to all peers once. Usable from any thread; the lock guards the map alone.
public final class ValidatorMessages {
  /// The request's kind on the network.
  public static final int REQUEST_KIND = 2;

  private static final Logger LOG = LoggerFactory.getLogger(ValidatorMessages.class);
  private static final int MAX_WAITING = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private record Key(ExitMessage.Kind kind, long validator) {}

  private final StakingTransition transition;
  private final StakeStore stakes;
  private final Network network;
  private final Map<Key, SignedMessage> waiting = new LinkedHashMap<>();

  public ValidatorMessages(StakingTransition transition, StakeStore stakes, Network network) {
    this.transition = transition;
    this.stakes = stakes;
    this.network = network;
  }

  /// Takes a message in; why not, or nothing when it waits for a block now.
  public @Nullable String submit(SignedMessage message) {
    if (isKnown(message)) {
      return null;
    }
    String refusal = transition.refusal(stakes.committed().state(), message);
    if (refusal == null && !add(message)) {
      refusal = "too many messages wait for a block";
    }
    if (refusal == null) {
      passOn(message);
    }
    return refusal;
  }

  /// Takes a peer's message in. What only comes too early or too late here is no fault of the peer;
  /// a signature that is none is.
  ///
  /// @throws DecodingException when the bytes are no message, or not signed by who is named
  public Bytes answer(Bytes request) {
    SignedMessage message = StakingContent.decodeMessage(request);
    if (!isKnown(message)) {
      if (!transition.isSigned(stakes.committed().state(), message)) {
        throw new DecodingException("message that its validator did not sign");
      }
      var _ = submit(message);
    }
    return Bytes.EMPTY;
  }

  /// What a block may contain, oldest first.
  public List<SignedMessage> waiting() {
    synchronized (waiting) {
      return List.copyOf(waiting.values());
    }
  }

  /// After a block: what it did, and what has come too late, no longer waits. A validator of this
  /// node that was left out for its absence says that it is back, once an epoch until it is.
  ///
  /// @param sign the key's signature of a message
  public void committed(
      StakingState state, Bytes ownKey, Function<ExitMessage, @Nullable Bytes> sign) {
    synchronized (waiting) {
      waiting.values().removeIf(message -> !transition.isTimely(state, message.message()));
    }
    int own = state.registry().indexOf(ownKey);
    if (own < 0
        || state.registry().get(own).status(state.epoch()) != StakedValidator.Status.ABSENT) {
      return;
    }
    ExitMessage message = new ExitMessage(ExitMessage.Kind.RETURN, state.epoch(), own);
    if (isWaiting(message)) {
      return;
    }
    Bytes signature = sign.apply(message);
    if (signature != null && submit(new SignedMessage(message, signature)) == null) {
      LOG.info("left out for absence: asking to return validator={} epoch={}", own, state.epoch());
    }
  }

  private boolean isKnown(SignedMessage message) {
    synchronized (waiting) {
      return message.equals(waiting.get(key(message.message())));
    }
  }

  private boolean isWaiting(ExitMessage message) {
    synchronized (waiting) {
      SignedMessage known = waiting.get(key(message));
      return known != null && known.message().equals(message);
    }
  }

  private boolean add(SignedMessage message) {
    synchronized (waiting) {
      Key key = key(message.message());
      if (!waiting.containsKey(key) && waiting.size() >= MAX_WAITING) {
        return false;
      }
      waiting.put(key, message);
      return true;
    }
  }

  private static Key key(ExitMessage message) {
    return new Key(message.kind(), message.validatorIndex());
  }

  private void passOn(SignedMessage message) {
    Bytes encoded = StakingContent.encode(message);
    for (PeerInfo peer : network.peers()) {
      // A peer that does not take it hears of it from another, or from the block.
      var _ =
          network
              .request(peer.id(), REQUEST_KIND, encoded, PATIENCE)
              .exceptionally(_ -> Bytes.EMPTY);
    }
  }
}
