package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.block.Authorization;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.HashedHeader;
import org.jspecify.annotations.Nullable;

/// Transactions as objects.
public final class TransactionJson {
  private static final int SELECTOR_BYTES = 4;

  private TransactionJson() {}

  /// A transaction of a finalized block.
  public static void mined(
      JsonGenerator out, RecoveredTransaction transaction, HashedHeader block, int index)
      throws IOException {
    write(out, transaction, block, index, false);
  }

  /// The same with no more of the input than which function it calls.
  public static void slim(
      JsonGenerator out, RecoveredTransaction transaction, HashedHeader block, int index)
      throws IOException {
    write(out, transaction, block, index, true);
  }

  /// A transaction of the pool: all that a block would tell is `null`.
  public static void pooled(JsonGenerator out, RecoveredTransaction transaction)
      throws IOException {
    write(out, transaction, null, 0, false);
  }

  /// A transaction that nobody has signed yet.
  public static void unsigned(JsonGenerator out, Transaction transaction) throws IOException {
    out.writeStartObject();
    call(out, transaction, false);
    Fields.quantity(out, "gasPrice", transaction.maxFeePerGas());
    typed(out, transaction);
    out.writeEndObject();
  }

  /// What the sender pays for a unit of gas in this block (EIP-1559).
  public static Wei effectiveGasPrice(Transaction transaction, BlockHeader header) {
    Wei baseFee = header.baseFeePerGas();
    if (baseFee == null) {
      return transaction.maxFeePerGas();
    }
    UInt256 wanted = baseFee.value().plusWrapping(transaction.maxPriorityFeePerGas().value());
    boolean overflowed = wanted.compareTo(baseFee.value()) < 0;
    return overflowed
        ? transaction.maxFeePerGas()
        : transaction.maxFeePerGas().min(new Wei(wanted));
  }

  private static void write(
      JsonGenerator out,
      RecoveredTransaction recovered,
      @Nullable HashedHeader block,
      int index,
      boolean slim)
      throws IOException {
    SignedTransaction signed = recovered.signed();
    Transaction tx = signed.transaction();
    out.writeStartObject();
    Fields.hex(out, "blockHash", block == null ? null : block.hash());
    Fields.text(out, "blockNumber", block == null ? null : Quantity.of(block.number()));
    Fields.text(
        out,
        "blockTimestamp",
        block == null ? null : Quantity.of(block.header().timestampSeconds()));
    Fields.hex(out, "from", recovered.sender());
    call(out, tx, slim);
    Fields.quantity(
        out, "gasPrice", block == null ? tx.maxFeePerGas() : effectiveGasPrice(tx, block.header()));
    Fields.hex(out, "hash", signed.hash());
    Fields.text(out, "transactionIndex", block == null ? null : Quantity.of(index));
    typed(out, tx);
    Fields.quantity(out, "v", v(signed));
    Fields.quantity(out, "r", signed.signature().r());
    Fields.quantity(out, "s", signed.signature().s());
    if (tx.type() != 0) {
      Fields.quantity(out, "yParity", signed.signature().yParity());
    }
    out.writeEndObject();
  }

  private static void call(JsonGenerator out, Transaction tx, boolean slim) throws IOException {
    Fields.quantity(out, "gas", tx.gasLimit());
    boolean cut = slim && tx.data().size() > SELECTOR_BYTES;
    Fields.hex(out, "input", cut ? tx.data().slice(0, SELECTOR_BYTES) : tx.data());
    Fields.quantity(out, "nonce", tx.nonce());
    Fields.hex(out, "to", tx.to());
    Fields.quantity(out, "value", tx.value());
    Fields.quantity(out, "type", tx.type());
  }

  private static void typed(JsonGenerator out, Transaction transaction) throws IOException {
    switch (transaction) {
      case Transaction.Legacy legacy -> {
        Long chainId = legacy.chainId();
        if (chainId != null) {
          Fields.quantity(out, "chainId", chainId);
        }
      }
      case Transaction.WithAccessList tx -> {
        Fields.quantity(out, "chainId", tx.chainId());
        accessList(out, tx.accessList());
      }
      case Transaction.DynamicFee tx -> dynamicFee(out, tx.chainId(), tx);
      case Transaction.Blob tx -> {
        dynamicFee(out, tx.chainId(), tx);
        Fields.quantity(out, "maxFeePerBlobGas", tx.maxFeePerBlobGas());
        out.writeArrayFieldStart("blobVersionedHashes");
        for (Hash hash : tx.blobVersionedHashes()) {
          out.writeString(hash.toString());
        }
        out.writeEndArray();
      }
      case Transaction.SetCode tx -> {
        dynamicFee(out, tx.chainId(), tx);
        authorizations(out, tx.authorizations());
      }
    }
  }

  private static void dynamicFee(JsonGenerator out, long chainId, Transaction tx)
      throws IOException {
    Fields.quantity(out, "chainId", chainId);
    Fields.quantity(out, "maxFeePerGas", tx.maxFeePerGas());
    Fields.quantity(out, "maxPriorityFeePerGas", tx.maxPriorityFeePerGas());
    accessList(out, tx.accessList());
  }

  /// The member `accessList` of an object.
  public static void accessList(JsonGenerator out, List<AccessListEntry> entries)
      throws IOException {
    out.writeArrayFieldStart("accessList");
    for (AccessListEntry entry : entries) {
      out.writeStartObject();
      Fields.hex(out, "address", entry.address());
      out.writeArrayFieldStart("storageKeys");
      for (UInt256 slot : entry.slots()) {
        out.writeString(slot.toHash().toString());
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void authorizations(JsonGenerator out, List<Authorization> authorizations)
      throws IOException {
    out.writeArrayFieldStart("authorizationList");
    for (Authorization authorization : authorizations) {
      out.writeStartObject();
      Fields.quantity(out, "chainId", authorization.chainId());
      Fields.hex(out, "address", authorization.address());
      Fields.quantity(out, "nonce", authorization.nonce());
      Fields.quantity(out, "yParity", authorization.yParity());
      Fields.quantity(out, "r", authorization.r());
      Fields.quantity(out, "s", authorization.s());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /// EIP-155: chain id * 2 + 35 + y parity, which outgrows 64 bits for the largest chain ids; 27 or
  /// 28 without a chain id; the y parity itself for typed transactions.
  private static UInt256 v(SignedTransaction signed) {
    int yParity = signed.signature().yParity();
    if (!(signed.transaction() instanceof Transaction.Legacy legacy)) {
      return UInt256.of(yParity);
    }
    if (signed.signature().r().isZero() && signed.signature().s().isZero()) {
      return UInt256.ZERO; // simulated, and signed by nobody
    }
    Long chainId = legacy.chainId();
    return chainId == null
        ? UInt256.of(27L + yParity)
        : UInt256.of(
            new BigInteger(Long.toUnsignedString(chainId))
                .shiftLeft(1)
                .add(BigInteger.valueOf(35L + yParity)));
  }
}
