package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.Log;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.HashedHeader;

/// Receipts as objects.
public final class ReceiptJson {
  /// EIP-4844: the gas of one blob.
  private static final long GAS_PER_BLOB = 1L << 17;

  private ReceiptJson() {}

  /// A receipt with all that its block tells of it.
  public record Located(
      Receipt receipt,
      RecoveredTransaction transaction,
      HashedHeader block,
      int index,
      long gasUsed,
      int firstLogIndex,
      Wei blobBaseFee) {}

  /// All receipts of a block, whose transactions are given with their senders.
  public static List<Located> all(
      HashedHeader block,
      List<Receipt> receipts,
      List<RecoveredTransaction> transactions,
      Wei blobBaseFee) {
    List<Located> located = new ArrayList<>(receipts.size());
    int firstLogIndex = 0;
    long gasBefore = 0;
    for (int i = 0; i < receipts.size(); i++) {
      Receipt receipt = receipts.get(i);
      long gasUsed = receipt.cumulativeGasUsed() - gasBefore; // EIP-658 keeps only sums
      located.add(
          new Located(receipt, transactions.get(i), block, i, gasUsed, firstLogIndex, blobBaseFee));
      gasBefore = receipt.cumulativeGasUsed();
      firstLogIndex += receipt.logs().size();
    }
    return located;
  }

  public static void write(JsonGenerator out, Located located) throws IOException {
    out.writeStartObject();
    members(out, located, true);
    out.writeEndObject();
  }

  /// A receipt without its logs and with the time of its block, as explorers want it.
  public static void timed(JsonGenerator out, Located located) throws IOException {
    out.writeStartObject();
    members(out, located, false);
    out.writeNumberField("timestamp", located.block().header().timestampSeconds());
    out.writeEndObject();
  }

  /// A receipt without its logs.
  public static void slim(JsonGenerator out, Located located) throws IOException {
    out.writeStartObject();
    members(out, located, false);
    out.writeEndObject();
  }

  private static void members(JsonGenerator out, Located located, boolean withLogs)
      throws IOException {
    Receipt receipt = located.receipt();
    Transaction tx = located.transaction().transaction();
    HashedHeader block = located.block();
    Hash hash = located.transaction().signed().hash();
    Address sender = located.transaction().sender();
    Fields.hex(out, "blockHash", block.hash());
    Fields.quantity(out, "blockNumber", block.number());
    Fields.hex(out, "contractAddress", tx.to() == null ? createdBy(sender, tx.nonce()) : null);
    Fields.quantity(out, "cumulativeGasUsed", receipt.cumulativeGasUsed());
    Fields.quantity(
        out, "effectiveGasPrice", TransactionJson.effectiveGasPrice(tx, block.header()));
    Fields.hex(out, "from", sender);
    Fields.quantity(out, "gasUsed", located.gasUsed());
    if (withLogs) {
      logs(out, located);
    } else {
      out.writeNullField("logs");
      out.writeNullField("logsBloom");
    }
    Hash stateRoot = receipt.stateRoot();
    if (stateRoot == null) {
      Fields.quantity(out, "status", receipt.succeeded() ? 1 : 0);
    } else {
      Fields.hex(out, "root", stateRoot);
    }
    Fields.hex(out, "to", tx.to());
    Fields.hex(out, "transactionHash", hash);
    Fields.quantity(out, "transactionIndex", located.index());
    Fields.quantity(out, "type", receipt.type());
    if (tx instanceof Transaction.Blob blob) {
      Fields.quantity(out, "blobGasUsed", blob.blobVersionedHashes().size() * GAS_PER_BLOB);
      Fields.quantity(out, "blobGasPrice", located.blobBaseFee());
    }
  }

  private static void logs(JsonGenerator out, Located located) throws IOException {
    Hash hash = located.transaction().signed().hash();
    out.writeArrayFieldStart("logs");
    int logIndex = located.firstLogIndex();
    for (Log log : located.receipt().logs()) {
      LogJson.write(
          out, new LogJson.Located(log, located.block(), hash, located.index(), logIndex));
      logIndex++;
    }
    out.writeEndArray();
    Fields.hex(out, "logsBloom", located.receipt().bloom());
  }

  /// The address of the contract that a transaction creates: the last 20 bytes of
  /// keccak256(rlp([sender, nonce])).
  public static Address createdBy(Address sender, long nonce) {
    byte[] encoded =
        new RlpWriter().startList().bytes(sender).scalar(nonce).endList().toByteArray();
    return Address.copy(Keccak256.hash(encoded).shared(), Hash.SIZE_BYTES - Address.SIZE_BYTES);
  }
}
