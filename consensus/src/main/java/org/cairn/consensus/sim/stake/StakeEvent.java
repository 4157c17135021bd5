package org.cairn.consensus.sim.stake;

/// What a run counts, so that it shows that things have happened.
public enum StakeEvent {
  EPOCH("epochs"),
  JOINED("joined"),
  PROPOSED_BY_NEWCOMER("blocks by those who joined"),
  LEFT("left by wish"),
  SLASHED_S1("slashed for S1"),
  SLASHED_S2("slashed for S2"),
  SLASHED_S3("slashed for S3"),
  SLASHED_S4("slashed for S4"),
  LEFT_OUT("left out for absence"),
  RETURNED("came back"),
  FORFEITED("deposits forfeited"),
  CONSOLIDATED("consolidated"),
  PAID_OUT("paid out in whole"),
  PAID_IN_PART("paid in part"),
  SET_CHANGED("epochs with another set"),
  BOUNDARY_CRASH("crashes at an epoch's end"),
  OVER_A_THIRD("ended early, the faulty at a third");

  private final String text;

  StakeEvent(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
