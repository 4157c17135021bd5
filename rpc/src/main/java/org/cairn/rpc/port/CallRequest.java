package org.cairn.rpc.port;

import java.util.List;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.block.Authorization;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// A message to execute without a signature. `to` is absent for a contract creation; `gasPrice` is
/// the effective price that `GASPRICE` answers, zero when the client named no fee (the header then
/// has a base fee of zero too).
public record CallRequest(
    Address from,
    @Nullable Address to,
    Wei value,
    Bytes data,
    long gasLimit,
    Wei gasPrice,
    List<AccessListEntry> accessList,
    List<Authorization> authorizations,
    List<Hash> blobVersionedHashes) {
  public CallRequest {
    accessList = List.copyOf(accessList);
    authorizations = List.copyOf(authorizations);
    blobVersionedHashes = List.copyOf(blobVersionedHashes);
  }

  public CallRequest withAccessList(List<AccessListEntry> newAccessList) {
    return new CallRequest(
        from,
        to,
        value,
        data,
        gasLimit,
        gasPrice,
        newAccessList,
        authorizations,
        blobVersionedHashes);
  }

  public CallRequest withGasLimit(long newGasLimit) {
    return new CallRequest(
        from,
        to,
        value,
        data,
        newGasLimit,
        gasPrice,
        accessList,
        authorizations,
        blobVersionedHashes);
  }
}
