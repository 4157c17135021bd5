package org.cairn.consensus.crypto;

import org.cairn.consensus.message.Round;

/// A round, durable apart from the journal, up to which this key may have signed. It is raised in
/// strides, so that it costs a flush only once in a while; when the journal is lost, nothing at or
/// below it is signed again.
public interface Watermark {
  /// The round, or [Round#START] when nothing was ever signed.
  Round leased();

  /// A round up to which nothing is signed any more, whatever the journal says: the key has signed
  /// elsewhere before.
  default Round floor() {
    return Round.START;
  }

  /// Raises it, durably, before anything above the old one is signed.
  void lease(Round round);
}
