package org.cairn.consensus.sim.stake;

/// Something that somebody wants of stake from a time on. Keys are named by number.
public sealed interface Wish {
  long atMillis();

  /// What a deposit's proof of possession is worth.
  enum Proof {
    GOOD,
    FORGED,
    OF_ANOTHER_CHAIN
  }

  /// The first deposit for a key, or one more.
  record Deposit(long atMillis, int key, long gwei, Proof proof) implements Wish {}

  /// EIP-7002: a part, or with the amount zero everything; asked for by the owner of `asker`.
  record Withdraw(long atMillis, int key, long gwei, int asker) implements Wish {}

  /// EIP-7251; with one key twice the switch to compounding credentials.
  record Consolidate(long atMillis, int from, int to, int asker) implements Wish {}

  /// An exit that the key of `signer` has signed.
  record SignedExit(long atMillis, int key, int signer) implements Wish {}
}
