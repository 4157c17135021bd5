package org.cairn.evm.instruction;

import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// The outermost call of an execution. Without `to` it creates a contract at `created`, and `data`
/// is its initcode.
public record Message(
    Address caller,
    @Nullable Address to,
    @Nullable Address created,
    UInt256 value,
    Bytes data,
    long gas) {
  public static Message call(Address caller, Address to, UInt256 value, Bytes data, long gas) {
    return new Message(caller, to, null, value, data, gas);
  }

  public static Message creation(
      Address caller, Address created, UInt256 value, Bytes initcode, long gas) {
    return new Message(caller, null, created, value, initcode, gas);
  }
}
