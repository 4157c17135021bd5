package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Checksum;
import org.cairn.rpc.codec.TransactionJson;

/// Transactions of the pool as objects by sender and nonce, or by nonce for one sender.
final class PoolListing {
  private PoolListing() {}

  /// How a transaction is shown.
  @FunctionalInterface
  interface Style {
    void write(JsonGenerator out, RecoveredTransaction transaction) throws IOException;
  }

  static void whole(JsonGenerator out, RecoveredTransaction transaction) throws IOException {
    TransactionJson.pooled(out, transaction);
  }

  /// One line for a reader.
  static void line(JsonGenerator out, RecoveredTransaction recovered) throws IOException {
    Transaction transaction = recovered.transaction();
    Address to = transaction.to();
    out.writeString(
        "%s: %s wei + %s gas × %s wei"
            .formatted(
                to == null ? "contract creation" : Checksum.of(to),
                transaction.value(),
                Long.toUnsignedString(transaction.gasLimit()),
                transaction.maxFeePerGas()));
  }

  static void bySender(
      JsonGenerator out,
      String name,
      SortedMap<Address, List<RecoveredTransaction>> senders,
      Style style)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<Address, List<RecoveredTransaction>> sender : senders.entrySet()) {
      byNonce(out, Checksum.of(sender.getKey()), sender.getValue(), style);
    }
    out.writeEndObject();
  }

  static void byNonce(
      JsonGenerator out, String name, List<RecoveredTransaction> transactions, Style style)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (RecoveredTransaction transaction : transactions) {
      out.writeFieldName(Long.toUnsignedString(transaction.transaction().nonce()));
      style.write(out, transaction);
    }
    out.writeEndObject();
  }
}
