package org.cairn.evm.trace;

import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.evm.world.AccountState;
import org.cairn.evm.world.World;

/// The state at this moment of an execution, to be read only. Reading makes nothing warm.
public final class TracedState {
  private final World world;

  TracedState(World world) {
    this.world = world;
  }

  public boolean exists(Address address) {
    return world.account(address).exists();
  }

  public UInt256 balance(Address address) {
    return world.account(address).balance();
  }

  public long nonce(Address address) {
    return world.account(address).nonce();
  }

  public Bytes code(Address address) {
    AccountState account = world.account(address);
    return account.hasCode() ? world.code(account).toBytes() : Bytes.EMPTY;
  }

  public UInt256 slot(Address address, UInt256 key) {
    return world.slot(world.account(address), key).value();
  }

  /// The sum of refunds so far, before the bound that the end of the transaction sets it.
  public long refund() {
    return world.refund();
  }
}
