package org.cairn.rpc.port;

import java.util.SortedMap;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;

/// The rules of one fork as EIP-7910 lists them. `activationSeconds` is zero for a fork in force
/// from genesis, `forkId` the hash of EIP-2124; the maps are from the names of that EIP to
/// addresses.
public record ForkRules(
    long activationSeconds,
    BlobSchedule blobs,
    long chainId,
    Bytes forkId,
    SortedMap<String, Address> precompiles,
    SortedMap<String, Address> systemContracts) {
  /// Blobs a block aims at and has at most, and how fast their price follows.
  public record BlobSchedule(int target, int max, long baseFeeUpdateFraction) {}
}
