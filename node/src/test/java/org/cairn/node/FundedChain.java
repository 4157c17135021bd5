package org.cairn.node;

/// A chain whose first accounts have coins, and keys that everybody knows.
interface FundedChain {
  long chainId();

  String privateKey(int account);

  String address(int account);
}
