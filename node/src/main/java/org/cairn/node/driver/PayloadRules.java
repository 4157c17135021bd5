package org.cairn.node.driver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Roots;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What the consensus header fixes of the execution header that it commits to. Pure.
final class PayloadRules {
  private static final byte[] RANDAO_DOMAIN = "cairn randao 1".getBytes(StandardCharsets.US_ASCII);

  private PayloadRules() {}

  /// The value that `PREVRANDAO` answers, and the randomness of the chain up to this block: what it
  /// was after the parent, mixed with the leader's reveal. A leader can choose between this value
  /// and no block, and nothing else.
  static Hash prevRandao(Hash parentMix, Bytes reveal) {
    byte[] input =
        ByteBuffer.allocate(RANDAO_DOMAIN.length + Hash.SIZE_BYTES + reveal.size())
            .put(RANDAO_DOMAIN)
            .put(parentMix.shared())
            .put(reveal.shared())
            .array();
    return Sha256.hash(input);
  }

  /// The header's time as Ethereum counts it.
  static long timestampSeconds(long timestampMillis) {
    return timestampMillis / 1000;
  }

  /// What in the execution header contradicts the consensus header, or nothing.
  static @Nullable String contradiction(
      ConsensusHeader consensus, BlockHeader execution, BlockHeader parent) {
    if (execution.number() != consensus.height()) {
      return "number %d at height %d".formatted(execution.number(), consensus.height());
    }
    if (execution.timestampSeconds() != timestampSeconds(consensus.timestampMillis())) {
      return "timestamp %d s at time %d ms"
          .formatted(execution.timestampSeconds(), consensus.timestampMillis());
    }
    if (!Objects.equals(consensus.parentId(), execution.parentBeaconBlockRoot())) {
      return "parentBeaconBlockRoot %s is not the parent's block id %s"
          .formatted(execution.parentBeaconBlockRoot(), consensus.parentId());
    }
    Hash expected = prevRandao(parent.prevRandao(), consensus.randaoReveal());
    if (!expected.equals(execution.prevRandao())) {
      return "prevRandao %s instead of %s".formatted(execution.prevRandao(), expected);
    }
    return null;
  }

  /// Whether the header commits to the body. A body that it does not commit to says nothing about
  /// the block, only about who sent it.
  static boolean isBodyOf(BlockBody body, BlockHeader header) {
    return Roots.transactions(body.transactions()).equals(header.transactionsRoot())
        && Roots.ommers(body.ommers()).equals(header.ommersHash())
        && body.withdrawals() != null
        && Objects.equals(Roots.withdrawals(body.withdrawals()), header.withdrawalsRoot());
  }
}
