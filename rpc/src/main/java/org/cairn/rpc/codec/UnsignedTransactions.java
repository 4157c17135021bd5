package org.cairn.rpc.codec;

import org.cairn.core.block.Transaction;
import org.cairn.core.types.Address;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// Makes the transaction that a call's members describe: of type 4 with authorizations, of type 3
/// with blobs, legacy with a gas price, else of type 2.
public final class UnsignedTransactions {
  private UnsignedTransactions() {}

  /// `nonce` and `gas` are used where the call has none; absent fees are zero.
  ///
  /// @throws IllegalArgumentException when a creation has blobs or authorizations
  public static Transaction of(CallArguments call, long chainId, long nonce, long gas) {
    Long ownNonce = call.nonce();
    Long ownGas = call.gas();
    long nonceUsed = ownNonce == null ? nonce : ownNonce;
    long gasUsed = ownGas == null ? gas : ownGas;
    Wei gasPrice = call.gasPrice();
    Wei maxFee = orZero(call.maxFeePerGas());
    Wei tip = orZero(call.maxPriorityFeePerGas());
    if (gasPrice != null
        && call.authorizations().isEmpty()
        && call.blobVersionedHashes().isEmpty()) {
      return call.accessList().isEmpty()
          ? new Transaction.Legacy(
              chainId, nonceUsed, gasPrice, gasUsed, call.to(), call.value(), call.data())
          : new Transaction.WithAccessList(
              chainId,
              nonceUsed,
              gasPrice,
              gasUsed,
              call.to(),
              call.value(),
              call.data(),
              call.accessList());
    }
    if (!call.authorizations().isEmpty()) {
      return new Transaction.SetCode(
          chainId,
          nonceUsed,
          gasPrice == null ? tip : gasPrice,
          gasPrice == null ? maxFee : gasPrice,
          gasUsed,
          target(call, "authorizationList"),
          call.value(),
          call.data(),
          call.accessList(),
          call.authorizations());
    }
    if (!call.blobVersionedHashes().isEmpty()) {
      return new Transaction.Blob(
          chainId,
          nonceUsed,
          gasPrice == null ? tip : gasPrice,
          gasPrice == null ? maxFee : gasPrice,
          gasUsed,
          target(call, "blobVersionedHashes"),
          call.value(),
          call.data(),
          call.accessList(),
          orZero(call.maxFeePerBlobGas()),
          call.blobVersionedHashes());
    }
    return new Transaction.DynamicFee(
        chainId,
        nonceUsed,
        tip,
        maxFee,
        gasUsed,
        call.to(),
        call.value(),
        call.data(),
        call.accessList());
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
