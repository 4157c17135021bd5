package org.cairn.rpc.port;

import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What the endpoint tells of finality: why blocks are final, and why they are not. From any
/// thread.
public interface FinalityView {
  /// A final block, its id and epoch in consensus, and the encoded proof (docs/consensus.md).
  record Proven(long number, Hash hash, Hash blockId, long epoch, Bytes proof) {}

  /// How an epoch ended: its last block, and the encoded certificate (docs/consensus.md).
  record EpochEnd(long epoch, long lastBlock, Bytes certificate) {}

  /// Where consensus stands, as one JSON object.
  String statusJson();

  /// The proof of a block, or nothing when there is none: genesis needs none.
  @Nullable Proven proof(long number);

  /// How epochs ended, in order, up to the last one that has; at most that many.
  List<EpochEnd> epochEnds(long fromEpoch, int most);
}
