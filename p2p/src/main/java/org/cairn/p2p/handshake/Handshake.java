package org.cairn.p2p.handshake;

import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Invariant;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.PeerId;
import org.jspecify.annotations.Nullable;

/// One connection's way from the end of the TLS handshake to two peers that agree to be connected.
///
/// Both sides do the same: send `HELLO`; on the other's `HELLO` check it and send `PROOF`, a
/// validator's signature over the other's nonce or nothing; on the other's `PROOF` check it, see
/// whether there is a place for this peer, and send `ACCEPT`. A side that has sent and received
/// `ACCEPT` is up. As frames keep their order, nothing but handshake frames can reach a side before
/// it is up.
///
/// Two nodes that dial each other at once make two connections. Only the node with the lower id
/// decides between them: it accepts one and refuses the other as duplicate, while the higher one
/// accepts both, so that exactly one comes up and never changes.
public final class Handshake {
  /// What to do next.
  public sealed interface Step {
    /// Nothing until another event.
    record Wait() implements Step {}

    /// Sign this message when this node is a validator, send `PROOF`, then call [#proofSent].
    record Prove(Bytes message) implements Step {}

    /// Verify the signature, then call [#proofChecked].
    record Verify(Bytes key, Bytes message, Bytes signature) implements Step {}

    /// Look for a place; when there is one send `ACCEPT` and call [#acceptSent].
    record Admit() implements Step {}

    /// The connection is up.
    record Up() implements Step {}

    /// Say goodbye and close.
    record Refuse(DisconnectReason reason, String detail) implements Step {}
  }

  private static final Step WAIT = new Step.Wait();

  private final Hello own;
  private final PeerId tlsId;
  private final @Nullable PeerId expectedId;

  private @Nullable Hello theirs;
  private boolean proofSent;
  private boolean proofReceived;
  private boolean proofGood;
  private boolean acceptSent;
  private boolean acceptReceived;

  /// @param tlsId the id of the key that the other side used for TLS
  /// @param expectedId whom this node dialed, when it knows
  public Handshake(Hello own, PeerId tlsId, @Nullable PeerId expectedId) {
    this.own = own;
    this.tlsId = tlsId;
    this.expectedId = expectedId;
  }

  /// The other side's greeting, once it has come.
  public @Nullable Hello theirs() {
    return theirs;
  }

  public PeerId tlsId() {
    return tlsId;
  }

  public boolean isAccepted() {
    return acceptSent;
  }

  /// @throws DecodingException when the payload is no greeting, or the second one
  public Step onHello(Bytes payload) {
    if (theirs != null) {
      throw new DecodingException("second HELLO");
    }
    int version = Hello.version(payload);
    if (version != Hello.VERSION) {
      return refuse(DisconnectReason.WRONG_VERSION, version, Hello.VERSION);
    }
    Hello hello = Hello.decode(payload);
    theirs = hello;
    Step refusal = refusal(hello);
    return refusal != null
        ? refusal
        : new Step.Prove(
            ValidatorProof.message(own.chain(), own.nodeId(), hello.nodeId(), hello.nonce()));
  }

  private @Nullable Step refusal(Hello hello) {
    if (!hello.nodeId().equals(tlsId)) {
      return refuse(DisconnectReason.WRONG_IDENTITY, hello.nodeId(), tlsId);
    }
    if (tlsId.equals(own.nodeId())) {
      return new Step.Refuse(DisconnectReason.SELF_CONNECTION, "");
    }
    if (hello.chain().chainId() != own.chain().chainId()) {
      return refuse(DisconnectReason.WRONG_CHAIN, hello.chain().chainId(), own.chain().chainId());
    }
    if (!hello.chain().genesis().equals(own.chain().genesis())) {
      return refuse(DisconnectReason.WRONG_GENESIS, hello.chain().genesis(), own.chain().genesis());
    }
    if (expectedId != null && !expectedId.equals(tlsId)) {
      return refuse(DisconnectReason.WRONG_IDENTITY, tlsId, expectedId);
    }
    return null;
  }

  private static Step refuse(DisconnectReason reason, Object theirs, Object wanted) {
    return new Step.Refuse(reason, "yours " + theirs + ", expected " + wanted);
  }

  public Step proofSent() {
    proofSent = true;
    return admitWhenReady();
  }

  /// @throws DecodingException when no proof is due or the payload is none
  public Step onProof(Bytes payload) {
    Hello hello = theirs;
    if (hello == null || proofReceived) {
      throw new DecodingException("PROOF out of turn");
    }
    proofReceived = true;
    Bytes key = hello.validatorKey();
    if (key == null) {
      if (!payload.isEmpty()) {
        throw new DecodingException("PROOF without a validator key");
      }
      return proofChecked(true);
    }
    if (payload.size() != ValidatorProof.SIGNATURE_BYTES) {
      throw new DecodingException("PROOF of " + payload.size() + " bytes");
    }
    return new Step.Verify(
        key,
        ValidatorProof.message(own.chain(), hello.nodeId(), own.nodeId(), own.nonce()),
        payload);
  }

  public Step proofChecked(boolean good) {
    if (!good) {
      return new Step.Refuse(DisconnectReason.BAD_VALIDATOR_PROOF, "");
    }
    proofGood = true;
    return admitWhenReady();
  }

  private Step admitWhenReady() {
    return proofSent && proofGood ? new Step.Admit() : WAIT;
  }

  public Step acceptSent() {
    Invariant.check(proofSent && proofGood, "accepted before the proofs");
    acceptSent = true;
    return upWhenReady();
  }

  /// @throws DecodingException when no acceptance is due
  public Step onAccept() {
    if (!proofReceived || acceptReceived) {
      throw new DecodingException("ACCEPT out of turn");
    }
    acceptReceived = true;
    return upWhenReady();
  }

  private Step upWhenReady() {
    return acceptSent && acceptReceived ? new Step.Up() : WAIT;
  }
}
