package org.cairn.core.block;

import org.cairn.core.types.Address;

/// A signed transaction with the sender that its signature names.
public record RecoveredTransaction(SignedTransaction signed, Address sender) {
  public Transaction transaction() {
    return signed.transaction();
  }
}
