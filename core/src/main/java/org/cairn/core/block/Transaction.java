package org.cairn.core.block;

import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// What a sender signs. Gas is in units of gas, nonces are unsigned 64 bits, `to` is absent when
/// the transaction creates a contract.
public sealed interface Transaction {
  /// The EIP-2718 type byte; 0 for legacy.
  int type();

  long nonce();

  long gasLimit();

  @Nullable Address to();

  Wei value();

  Bytes data();

  /// The most that a unit of gas may cost in all; the gas price of types 0 and 1.
  Wei maxFeePerGas();

  /// The most that the proposer gets for a unit of gas; the gas price of types 0 and 1.
  Wei maxPriorityFeePerGas();

  default List<AccessListEntry> accessList() {
    return List.of();
  }

  /// Type 0. `chainId` is absent when the signature is not replay-protected (before EIP-155).
  record Legacy(
      @Nullable Long chainId,
      long nonce,
      Wei gasPrice,
      long gasLimit,
      @Nullable Address to,
      Wei value,
      Bytes data)
      implements Transaction {
    @Override
    public int type() {
      return 0;
    }

    @Override
    public Wei maxFeePerGas() {
      return gasPrice;
    }

    @Override
    public Wei maxPriorityFeePerGas() {
      return gasPrice;
    }
  }

  /// Type 1 (EIP-2930).
  record WithAccessList(
      long chainId,
      long nonce,
      Wei gasPrice,
      long gasLimit,
      @Nullable Address to,
      Wei value,
      Bytes data,
      List<AccessListEntry> accessList)
      implements Transaction {
    public WithAccessList {
      accessList = List.copyOf(accessList);
    }

    @Override
    public int type() {
      return 1;
    }

    @Override
    public Wei maxFeePerGas() {
      return gasPrice;
    }

    @Override
    public Wei maxPriorityFeePerGas() {
      return gasPrice;
    }
  }

  /// Type 2 (EIP-1559).
  record DynamicFee(
      long chainId,
      long nonce,
      Wei maxPriorityFeePerGas,
      Wei maxFeePerGas,
      long gasLimit,
      @Nullable Address to,
      Wei value,
      Bytes data,
      List<AccessListEntry> accessList)
      implements Transaction {
    public DynamicFee {
      accessList = List.copyOf(accessList);
    }

    @Override
    public int type() {
      return 2;
    }
  }

  /// Type 3 (EIP-4844), without its sidecar.
  record Blob(
      long chainId,
      long nonce,
      Wei maxPriorityFeePerGas,
      Wei maxFeePerGas,
      long gasLimit,
      Address to,
      Wei value,
      Bytes data,
      List<AccessListEntry> accessList,
      Wei maxFeePerBlobGas,
      List<Hash> blobVersionedHashes)
      implements Transaction {
    public Blob {
      accessList = List.copyOf(accessList);
      blobVersionedHashes = List.copyOf(blobVersionedHashes);
    }

    @Override
    public int type() {
      return 3;
    }
  }

  /// Type 4 (EIP-7702).
  record SetCode(
      long chainId,
      long nonce,
      Wei maxPriorityFeePerGas,
      Wei maxFeePerGas,
      long gasLimit,
      Address to,
      Wei value,
      Bytes data,
      List<AccessListEntry> accessList,
      List<Authorization> authorizations)
      implements Transaction {
    public SetCode {
      accessList = List.copyOf(accessList);
      authorizations = List.copyOf(authorizations);
    }

    @Override
    public int type() {
      return 4;
    }
  }
}
