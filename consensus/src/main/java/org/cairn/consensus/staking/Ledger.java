package org.cairn.consensus.staking;

/// Where all stake came from and went to since genesis, in Gwei. What came in less what went out is
/// what validators and pending deposits hold, after every block.
///
/// @param genesisGwei the stake of the first validators
/// @param depositedGwei what deposits brought; those coins lie in the deposit contract for good
/// @param issuedGwei rewards
/// @param penaltiesGwei taken for missed slots
/// @param slashedGwei taken for double votes
/// @param forfeitedGwei deposits that were not accepted
/// @param withdrawnGwei paid out to accounts, where it is new money again
public record Ledger(
    long genesisGwei,
    long depositedGwei,
    long issuedGwei,
    long penaltiesGwei,
    long slashedGwei,
    long forfeitedGwei,
    long withdrawnGwei) {
  static Ledger genesis(long gwei) {
    return new Ledger(gwei, 0, 0, 0, 0, 0, 0);
  }

  /// What validators and pending deposits hold together.
  public long heldGwei() {
    long came = Math.addExact(Math.addExact(genesisGwei, depositedGwei), issuedGwei);
    long went =
        Math.addExact(
            Math.addExact(penaltiesGwei, slashedGwei), Math.addExact(forfeitedGwei, withdrawnGwei));
    return came - went;
  }

  Ledger plus(Ledger other) {
    return new Ledger(
        Math.addExact(genesisGwei, other.genesisGwei),
        Math.addExact(depositedGwei, other.depositedGwei),
        Math.addExact(issuedGwei, other.issuedGwei),
        Math.addExact(penaltiesGwei, other.penaltiesGwei),
        Math.addExact(slashedGwei, other.slashedGwei),
        Math.addExact(forfeitedGwei, other.forfeitedGwei),
        Math.addExact(withdrawnGwei, other.withdrawnGwei));
  }

  static Ledger deposited(long gwei) {
    return new Ledger(0, gwei, 0, 0, 0, 0, 0);
  }

  static Ledger issued(long gwei) {
    return new Ledger(0, 0, gwei, 0, 0, 0, 0);
  }

  static Ledger penalty(long gwei) {
    return new Ledger(0, 0, 0, gwei, 0, 0, 0);
  }

  static Ledger slashed(long gwei) {
    return new Ledger(0, 0, 0, 0, gwei, 0, 0);
  }

  static Ledger forfeited(long gwei) {
    return new Ledger(0, 0, 0, 0, 0, gwei, 0);
  }

  static Ledger withdrawn(long gwei) {
    return new Ledger(0, 0, 0, 0, 0, 0, gwei);
  }
}
