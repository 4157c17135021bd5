package org.cairn.consensus.message;

import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What travels between nodes on the consensus channel.
public sealed interface Message
    permits Proposal,
        Vote,
        Certificate,
        Message.Status,
        Message.BlockRequest,
        Message.BlockResponse,
        Message.Accusation {
  /// A BLS signature in compressed form, single or aggregated.
  int SIGNATURE_BYTES = 96;

  /// Where the sender stands; whoever is ahead answers with the certificates that it lacks.
  record Status(Round round, long finalizedView) implements Message {
    /// @throws IllegalArgumentException when the view is negative
    public Status {
      if (finalizedView < 0) {
        throw new IllegalArgumentException("view is negative: " + finalizedView);
      }
    }
  }

  /// Asks for a block that a certificate names.
  record BlockRequest(Hash blockId) implements Message {}

  /// The block asked for. It needs no signature, because a certificate names it.
  record BlockResponse(ProposedBlock block) implements Message {}

  /// Passes on what convicts a validator. It proves itself.
  record Accusation(Evidence evidence) implements Message {}

  /// The epoch that a message belongs to, or -1 for a request that names none.
  default long epoch() {
    return switch (this) {
      case Proposal proposal -> proposal.block().header().round().epoch();
      case Vote vote -> vote.ballot().round().epoch();
      case Certificate certificate -> certificate.ballot().round().epoch();
      case Status status -> status.round().epoch();
      case BlockRequest _ -> -1;
      case BlockResponse(ProposedBlock block) -> block.header().round().epoch();
      case Accusation(Evidence evidence) -> evidence.round().epoch();
    };
  }

  /// @throws IllegalArgumentException when the length is wrong
  static void checkSignature(Bytes signature) {
    if (signature.size() != SIGNATURE_BYTES) {
      throw new IllegalArgumentException(
          "signature of " + signature.size() + " bytes instead of " + SIGNATURE_BYTES);
    }
  }
}
