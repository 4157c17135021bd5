package org.cairn.consensus.simplex;

/// What a peer did wrong.
public enum Fault {
  /// A signature that is none, or not by the validator it names.
  BAD_SIGNATURE(true),
  /// A certificate without a quorum or with a bad signature.
  BAD_CERTIFICATE(true),
  /// A proposal whose parts do not fit together, or by somebody who does not lead the view.
  BAD_PROPOSAL(true),
  /// An accusation that is not proven.
  BAD_EVIDENCE(true),
  /// A payload that is not the one the header commits to.
  WRONG_PAYLOAD(true),
  /// A message of another epoch, or a vote that is not the sender's own.
  NOT_YOURS(false);

  private final boolean grave;

  Fault(boolean grave) {
    this.grave = grave;
  }

  /// Whether no honest peer does it: the connection ends.
  public boolean isGrave() {
    return grave;
  }
}
