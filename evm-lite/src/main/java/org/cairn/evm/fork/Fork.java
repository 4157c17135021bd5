package org.cairn.evm.fork;

/// A set of execution rules, in the order in which Ethereum adopted them. Forks that changed
/// nothing in execution (difficulty bombs, blob parameters only) are not listed.
public enum Fork {
  FRONTIER,
  HOMESTEAD,
  TANGERINE_WHISTLE,
  SPURIOUS_DRAGON,
  BYZANTIUM,
  CONSTANTINOPLE,
  PETERSBURG,
  ISTANBUL,
  BERLIN,
  LONDON,
  PARIS,
  SHANGHAI,
  CANCUN,
  PRAGUE,
  OSAKA;

  public boolean isAtLeast(Fork other) {
    return compareTo(other) >= 0;
  }
}
