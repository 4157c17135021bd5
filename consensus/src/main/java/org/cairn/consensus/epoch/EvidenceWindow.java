package org.cairn.consensus.epoch;

import org.cairn.core.types.Bytes;
import org.jspecify.annotations.Nullable;

/// What the final chain says about evidence: how old it may be, by whom its votes have to be, and
/// whether anything can still come of it. All answers follow from final blocks.
public interface EvidenceWindow {
  /// For a chain whose stake nobody can take, and tests: evidence lives as long as past epochs do.
  EvidenceWindow SHORT =
      new EvidenceWindow() {
        @Override
        public long epochs() {
          return 0;
        }

        @Override
        public @Nullable EpochContext context(long epoch) {
          return null;
        }

        @Override
        public boolean isSettled(Bytes publicKey) {
          return false;
        }
      };

  /// A block may contain evidence of its own epoch and of so many before.
  long epochs();

  /// The facts of an epoch that is over, or nothing when they are not known.
  @Nullable EpochContext context(long epoch);

  /// Whether a final block has punished the validator already, or its stake is out of reach.
  boolean isSettled(Bytes publicKey);
}
