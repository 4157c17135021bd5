package org.cairn.rpc.codec;

import org.cairn.core.block.Transaction;
import org.cairn.core.types.Address;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// Makes the transaction that a call's members describe: of type 4 with authorizations, of type 3
/// with blobs, legacy with a gas price, else of type 2.
public final class UnsignedTransactions {
  private UnsignedTransactions() {}

  /// Takes this nonce and gas and not the call's own; absent fees are zero.
  ///
  /// @throws IllegalArgumentException when a creation has blobs or authorizations
  public static Transaction of(CallArguments call, long chainId, long nonce, long gas) {
    Wei gasPrice = call.gasPrice();
    Wei maxFee = orZero(call.maxFeePerGas());
    Wei tip = orZero(call.maxPriorityFeePerGas());
    if (gasPrice != null
        && call.authorizations().isEmpty()
        && call.blobVersionedHashes().isEmpty()) {
      return call.accessList().isEmpty()
          ? new Transaction.Legacy(
              chainId, nonce, gasPrice, gas, call.to(), call.value(), call.data())
          : new Transaction.WithAccessList(
              chainId,
              nonce,
              gasPrice,
              gas,
              call.to(),
              call.value(),
              call.data(),
              call.accessList());
    }
    if (!call.authorizations().isEmpty()) {
      return new Transaction.SetCode(
          chainId,
          nonce,
          gasPrice == null ? tip : gasPrice,
          gasPrice == null ? maxFee : gasPrice,
          gas,
          target(call, "authorizationList"),
          call.value(),
          call.data(),
          call.accessList(),
          call.authorizations());
    }
    if (!call.blobVersionedHashes().isEmpty()) {
      return new Transaction.Blob(
          chainId,
          nonce,
          gasPrice == null ? tip : gasPrice,
          gasPrice == null ? maxFee : gasPrice,
          gas,
          target(call, "blobVersionedHashes"),
          call.value(),
          call.data(),
          call.accessList(),
          orZero(call.maxFeePerBlobGas()),
          call.blobVersionedHashes());
    }
    return new Transaction.DynamicFee(
        chainId, nonce, tip, maxFee, gas, call.to(), call.value(), call.data(), call.accessList());
  }

  private static Address target(CallArguments call, String member) {
    Address to = call.to();
    if (to == null) {
      throw new IllegalArgumentException("a call with " + member + " needs \"to\"");
    }
    return to;
  }

  private static Wei orZero(@Nullable Wei wei) {
    return wei == null ? Wei.ZERO : wei;
  }
}
