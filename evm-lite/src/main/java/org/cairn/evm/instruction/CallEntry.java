package org.cairn.evm.instruction;

import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;

/// A call, creation or self-destruction as it begins. `depth` is 0 for the outermost. `to` is where
/// the code comes from, the account created, or who inherits; `value` is what CALLVALUE tells there
/// (for a self-destruction the balance that moves). `input` of a creation is its initcode.
public record CallEntry(
    Kind kind, int depth, Address from, Address to, UInt256 value, Bytes input, long gas) {
  /// The instruction that it comes of; the outermost is a CALL or a CREATE.
  public enum Kind {
    CALL,
    CALLCODE,
    DELEGATECALL,
    STATICCALL,
    CREATE,
    CREATE2,
    SELFDESTRUCT;

    public boolean isCreation() {
      return this == CREATE || this == CREATE2;
    }
  }
}
