package org.cairn.evm.tx;

import java.math.BigInteger;
import java.util.Map;
import org.cairn.core.block.Transaction;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.cairn.evm.tx.Refusal.Reason;
import org.cairn.evm.world.BlockContext;
import org.jspecify.annotations.Nullable;

/// Whether a transaction may be part of a block: what follows from itself, from the block, and from
/// its sender. Each check answers with the refusal, or with nothing when it has no objection.
public final class TransactionValidity {
  /// EIP-7825.
  public static final long MAX_GAS = 1L << 24;

  /// EIP-4844: made from a KZG commitment.
  private static final byte BLOB_HASH_VERSION = 1;

  private TransactionValidity() {}

  /// What the transaction says by itself, under the rules of a block.
  public static @Nullable Refusal ofItself(Transaction transaction, Rules rules) {
    Refusal refusal = ofType(transaction, rules);
    if (refusal != null) {
      return refusal;
    }
    if (transaction.nonce() == -1) {
      return new Refusal(Reason.NONCE_AT_LIMIT, "nonce has max value");
    }
    if (rules.isAtLeast(Fork.OSAKA) && Long.compareUnsigned(transaction.gasLimit(), MAX_GAS) > 0) {
      return new Refusal(
          Reason.GAS_LIMIT_TOO_HIGH,
          "transaction gas limit too high: " + transaction.gasLimit() + ", maximum " + MAX_GAS,
          Map.of("have", Long.toString(transaction.gasLimit()), "max", Long.toString(MAX_GAS)));
    }
    if (transaction.maxPriorityFeePerGas().compareTo(transaction.maxFeePerGas()) > 0) {
      return new Refusal(
          Reason.TIP_ABOVE_FEE_CAP, "max priority fee per gas higher than max fee per gas");
    }
    if (transaction.to() == null && transaction.data().size() > rules.gas().maxInitcodeBytes) {
      return new Refusal(
          Reason.INITCODE_TOO_LONG,
          "max initcode size exceeded: code size "
              + transaction.data().size()
              + ", limit "
              + rules.gas().maxInitcodeBytes);
    }
    return ofGas(transaction, rules);
  }

  /// Whether the gas limit covers what is paid before the first instruction, and the floor.
  static @Nullable Refusal ofGas(Transaction transaction, Rules rules) {
    IntrinsicGas gas = IntrinsicGas.of(transaction, rules);
    if (Long.compareUnsigned(transaction.gasLimit(), gas.intrinsic()) < 0) {
      return new Refusal(
          Reason.INTRINSIC_GAS,
          "intrinsic gas too low: have "
              + Long.toUnsignedString(transaction.gasLimit())
              + ", want "
              + gas.intrinsic(),
          haveAndWant(transaction.gasLimit(), gas.intrinsic()));
    }
    if (Long.compareUnsigned(transaction.gasLimit(), gas.floor()) < 0) {
      return new Refusal(
          Reason.FLOOR_GAS,
          "insufficient gas for floor data gas cost: have "
              + Long.toUnsignedString(transaction.gasLimit())
              + ", want "
              + gas.floor(),
          haveAndWant(transaction.gasLimit(), gas.floor()));
    }
    return null;
  }

  static Map<String, String> haveAndWant(long have, long want) {
    return Map.of("have", Long.toUnsignedString(have), "want", Long.toUnsignedString(want));
  }

  private static @Nullable Refusal ofType(Transaction transaction, Rules rules) {
    Fork needed =
        switch (transaction) {
          case Transaction.Legacy legacy ->
              legacy.chainId() == null ? Fork.FRONTIER : Fork.SPURIOUS_DRAGON;
          case Transaction.WithAccessList _ -> Fork.BERLIN;
          case Transaction.DynamicFee _ -> Fork.LONDON;
          case Transaction.Blob _ -> Fork.CANCUN;
          case Transaction.SetCode _ -> Fork.PRAGUE;
        };
    if (!rules.isAtLeast(needed)) {
      return new Refusal(
          Reason.TYPE_NOT_SUPPORTED,
          "transaction type not supported: transaction type not valid before " + needed);
    }
    Long chainId = chainId(transaction);
    if (chainId != null && chainId != rules.chainId()) {
      return new Refusal(
          Reason.WRONG_CHAIN,
          "invalid chain id for signer: have " + chainId + " want " + rules.chainId(),
          haveAndWant(chainId, rules.chainId()));
    }
    return switch (transaction) {
      case Transaction.Blob blob -> ofBlobs(blob, rules);
      case Transaction.SetCode setCode when setCode.authorizations().isEmpty() ->
          new Refusal(Reason.NO_AUTHORIZATIONS, "EIP-7702 transaction with empty auth list");
      case Transaction.Legacy _,
          Transaction.WithAccessList _,
          Transaction.DynamicFee _,
          Transaction.SetCode _ ->
          null;
    };
  }

  private static @Nullable Long chainId(Transaction transaction) {
    return switch (transaction) {
      case Transaction.Legacy legacy -> legacy.chainId();
      case Transaction.WithAccessList typed -> typed.chainId();
      case Transaction.DynamicFee typed -> typed.chainId();
      case Transaction.Blob typed -> typed.chainId();
      case Transaction.SetCode typed -> typed.chainId();
    };
  }

  static @Nullable Refusal ofBlobs(Transaction.Blob blob, Rules rules) {
    int count = blob.blobVersionedHashes().size();
    if (count == 0) {
      return new Refusal(Reason.NO_BLOBS, "blob transaction missing blob hashes");
    }
    int max = rules.blobs().max();
    if (rules.isAtLeast(Fork.OSAKA)) {
      max = Math.min(max, BlobGas.MAX_BLOBS_PER_TRANSACTION);
    }
    if (count > max) {
      return new Refusal(
          Reason.TOO_MANY_BLOBS, "too many blobs in transaction: have " + count + ", max " + max);
    }
    for (Hash hash : blob.blobVersionedHashes()) {
      if (hash.shared()[0] != BLOB_HASH_VERSION) {
        return new Refusal(Reason.BLOB_HASH_VERSION, "blob hash with an unknown version: " + hash);
      }
    }
    return null;
  }

  /// What is left of a block: gas, and blob gas.
  public record Room(long gas, long blobGas) {}

  /// Whether the block's prices and what is left in it allow the transaction.
  public static @Nullable Refusal inBlock(Transaction transaction, BlockContext block, Room room) {
    if (Long.compareUnsigned(transaction.gasLimit(), room.gas) > 0) {
      return new Refusal(
          Reason.EXCEEDS_BLOCK_GAS,
          "exceeds block gas limit: have "
              + room.gas
              + ", want "
              + Long.toUnsignedString(transaction.gasLimit()));
    }
    if (transaction.maxFeePerGas().compareTo(block.baseFeePerGas()) < 0) {
      return new Refusal(
          Reason.FEE_CAP_BELOW_BASE_FEE,
          "max fee per gas less than block base fee: maxFeePerGas: "
              + transaction.maxFeePerGas()
              + ", baseFee: "
              + block.baseFeePerGas());
    }
    if (transaction instanceof Transaction.Blob blob) {
      if (blob.blobVersionedHashes().size() * BlobGas.PER_BLOB > room.blobGas) {
        return new Refusal(Reason.TOO_MANY_BLOBS, "exceeds the blob gas left in the block");
      }
      if (blob.maxFeePerBlobGas().compareTo(block.blobBaseFee()) < 0) {
        return new Refusal(
            Reason.BLOB_FEE_CAP_BELOW_BASE_FEE,
            "max fee per blob gas less than block blob gas fee: maxFeePerBlobGas: "
                + blob.maxFeePerBlobGas()
                + ", blobBaseFee: "
                + block.blobBaseFee());
      }
    }
    return null;
  }

  /// What the chain knows of a sender. `maySend` is true for an account without code and for one
  /// that delegates (EIP-3607, EIP-7702).
  public record Sender(long nonce, UInt256 balance, boolean maySend) {}

  /// Whether the sender may send it, and can pay the most that it may cost.
  public static @Nullable Refusal ofSender(Transaction transaction, Sender sender) {
    int order = Long.compareUnsigned(transaction.nonce(), sender.nonce);
    if (order != 0) {
      return new Refusal(
          order < 0 ? Reason.NONCE_TOO_LOW : Reason.NONCE_TOO_HIGH,
          (order < 0 ? "nonce too low: next nonce " : "nonce too high: next nonce ")
              + Long.toUnsignedString(sender.nonce)
              + ", tx nonce "
              + Long.toUnsignedString(transaction.nonce()));
    }
    if (!sender.maySend) {
      return new Refusal(Reason.SENDER_HAS_CODE, "sender not an eoa: it has code");
    }
    BigInteger cost = greatestCost(transaction);
    BigInteger balance = sender.balance.toBigInteger();
    if (balance.compareTo(cost) < 0) {
      return new Refusal(
          Reason.INSUFFICIENT_FUNDS,
          "insufficient funds for gas * price + value: balance "
              + balance
              + ", tx cost "
              + cost
              + ", overshot "
              + cost.subtract(balance));
    }
    return null;
  }

  /// The most wei that the transaction may take from its sender; it may be more than there can be.
  public static BigInteger greatestCost(Transaction transaction) {
    BigInteger gas = new BigInteger(Long.toUnsignedString(transaction.gasLimit()));
    BigInteger cost =
        amount(transaction.maxFeePerGas()).multiply(gas).add(amount(transaction.value()));
    if (transaction instanceof Transaction.Blob blob) {
      BigInteger blobGas = BigInteger.valueOf(blob.blobVersionedHashes().size() * BlobGas.PER_BLOB);
      cost = cost.add(amount(blob.maxFeePerBlobGas()).multiply(blobGas));
    }
    return cost;
  }

  private static BigInteger amount(Wei wei) {
    return wei.value().toBigInteger();
  }
}
