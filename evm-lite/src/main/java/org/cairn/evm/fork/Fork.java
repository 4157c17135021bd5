package org.cairn.evm.fork;

import java.util.List;

/// A set of rules, in the order in which Ethereum adopted them. The glaciers changed nothing but
/// the difficulty. Forks that only change blob parameters are not listed.
public enum Fork {
  FRONTIER,
  HOMESTEAD,
  TANGERINE_WHISTLE,
  SPURIOUS_DRAGON,
  BYZANTIUM,
  CONSTANTINOPLE,
  PETERSBURG,
  ISTANBUL,
  MUIR_GLACIER,
  BERLIN,
  LONDON,
  ARROW_GLACIER,
  GRAY_GLACIER,
  PARIS,
  SHANGHAI,
  CANCUN,
  PRAGUE,
  OSAKA;

  /// The last of them.
  public static final Fork LATEST = List.of(values()).getLast();

  public boolean isAtLeast(Fork other) {
    return compareTo(other) >= 0;
  }
}
