package org.cairn.consensus.message;

import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// A block whole: what is executed (`payload`, opaque here), what the id commits to, and why it may
/// stand where it stands.
public record ProposedBlock(ConsensusHeader header, Justification justification, Bytes payload) {
  /// Above the largest execution block that the gas limit allows.
  public static final int MAX_PAYLOAD_BYTES = 8 << 20;

  /// @throws IllegalArgumentException when the payload is too large, or there is one in a
  ///   re-proposal: no header commits to it
  public ProposedBlock {
    if (payload.size() > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("payload of " + payload.size() + " bytes");
    }
    if (header.isReproposal() && !payload.isEmpty()) {
      throw new IllegalArgumentException("payload in a re-proposal");
    }
  }

  /// The header's hash. Computed on each call.
  public Hash id() {
    return header.id();
  }
}
