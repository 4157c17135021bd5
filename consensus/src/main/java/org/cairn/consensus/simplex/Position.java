package org.cairn.consensus.simplex;

import org.cairn.consensus.message.Certificate;
import org.jspecify.annotations.Nullable;

/// The view this node is in, and the certificate that let it in. Never goes backward.
final class Position {
  /// 0 before the start.
  long view;

  /// The epoch's last block has been given out as final: this engine says nothing new any more.
  boolean closed;

  /// Absent in view 1 of an epoch, and when only a final root is known.
  @Nullable Certificate entry;
}
