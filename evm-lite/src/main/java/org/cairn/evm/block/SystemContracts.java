package org.cairn.evm.block;

import org.cairn.core.types.Address;

/// The contracts that the protocol itself calls once a block.
public final class SystemContracts {
  /// Keeps the roots of consensus blocks (EIP-4788).
  public static final Address BEACON_ROOTS =
      Address.fromHex("0x000f3df6d732807ef1319fb7b8bb8522d0beac02");

  /// Keeps the hashes of former blocks (EIP-2935).
  public static final Address BLOCK_HASHES =
      Address.fromHex("0x0000f90827f1c53a10cb7a02335b175320002935");

  /// Queues withdrawal requests (EIP-7002).
  public static final Address WITHDRAWAL_REQUESTS =
      Address.fromHex("0x00000961ef480eb55e80d19ad83579a64c007002");

  /// Queues consolidation requests (EIP-7251).
  public static final Address CONSOLIDATION_REQUESTS =
      Address.fromHex("0x0000bbddc7ce488642fb579f8b00f3a590007251");

  private SystemContracts() {}
}
