package org.cairn.consensus.crypto;

import java.util.List;
import org.cairn.consensus.message.Ballot;
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

  /// The newest ballots that were signed, whatever the journal says: when its newest record is
  /// damaged, which looks like an append that a crash cut off, they are remembered here.
  List<Ballot> newest();

  /// Keeps a ballot among the newest, before it is signed. A loss of power may undo that, as it may
  /// not with the journal; a crash of the process does not.
  void keep(Ballot ballot);
}
