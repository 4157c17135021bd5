package org.cairn.evm.tx;

import java.util.List;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.block.Authorization;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// A call to try out: a transaction without nonce and signature. `gasPrice` is only what GASPRICE
/// tells; nothing is paid.
public record CallRequest(
    Address from,
    @Nullable Address to,
    long gasLimit,
    Wei gasPrice,
    Wei value,
    Bytes data,
    List<AccessListEntry> accessList,
    List<Hash> blobHashes,
    List<Authorization> authorizations) {
  public CallRequest {
    accessList = List.copyOf(accessList);
    blobHashes = List.copyOf(blobHashes);
    authorizations = List.copyOf(authorizations);
  }

  /// A call with nothing but the essentials.
  public static CallRequest of(Address from, @Nullable Address to, long gasLimit, Bytes data) {
    return new CallRequest(
        from, to, gasLimit, Wei.ZERO, Wei.ZERO, data, List.of(), List.of(), List.of());
  }
}
