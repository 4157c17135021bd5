package org.cairn.core.block;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// The encodings of receipts: the one that the receipts root commits to (EIP-2718), and the one
/// that the store keeps for a whole block, without the filters, as they follow from the logs.
public final class ReceiptCodec {
  /// All receipts of a block. A log's byte costs 8 gas, so 60 million gas make 7.5 MB.
  public static final int MAX_STORED_BYTES = 64 * 1024 * 1024;

  /// The EVM has LOG0 to LOG4.
  public static final int MAX_TOPICS = 4;

  private static final int MAX_TYPE = 4;

  private ReceiptCodec() {}

  /// The leaf of the receipts trie.
  public static Bytes encode(Receipt receipt) {
    RlpWriter writer = new RlpWriter(512 + 256 * receipt.logs().size());
    if (receipt.type() != 0) {
      writer.rawByte(receipt.type());
    }
    writer.startList();
    writeOutcome(writer, receipt);
    writer.scalar(receipt.cumulativeGasUsed()).bytes(receipt.bloom());
    writeLogs(writer, receipt.logs());
    return writer.endList().toBytes();
  }

  /// @throws DecodingException when these bytes are no receipt
  public static Receipt decode(Bytes encoded) {
    int type = encoded.isEmpty() || (encoded.get(0) & 0xff) >= 0xc0 ? 0 : encoded.get(0) & 0xff;
    if (type > MAX_TYPE || (type == 0 && !encoded.isEmpty() && encoded.get(0) == 0)) {
      throw new DecodingException("receipt type " + type + " is not known");
    }
    int skip = type == 0 ? 0 : 1;
    RlpReader reader = new RlpReader(encoded.shared(), skip, encoded.size() - skip);
    reader.enterList();
    Bytes outcome = reader.bytes(Hash.SIZE_BYTES);
    long cumulativeGasUsed = reader.scalar63();
    Bytes bloom = Bytes.wrap(reader.fixedBytes(Bloom.SIZE_BYTES));
    List<Log> logs = readLogs(reader);
    reader.leaveList();
    reader.finish();
    return receipt(type, outcome, cumulativeGasUsed, bloom, logs);
  }

  /// The receipts of a block as the store keeps them.
  public static Bytes encodeStored(List<Receipt> receipts) {
    RlpWriter writer = new RlpWriter(64 + 128 * receipts.size()).startList();
    for (Receipt receipt : receipts) {
      writer.startList().scalar(receipt.type());
      writeOutcome(writer, receipt);
      writer.scalar(receipt.cumulativeGasUsed());
      writeLogs(writer, receipt.logs());
      writer.endList();
    }
    return writer.endList().toBytes();
  }

  /// @throws DecodingException when these bytes are no stored receipts
  public static List<Receipt> decodeStored(Bytes encoded) {
    if (encoded.size() > MAX_STORED_BYTES) {
      throw new DecodingException(
          "receipts of " + encoded.size() + " bytes, more than " + MAX_STORED_BYTES);
    }
    RlpReader reader = new RlpReader(encoded);
    List<Receipt> receipts = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      reader.enterList();
      int type = reader.scalar(MAX_TYPE);
      Bytes outcome = reader.bytes(Hash.SIZE_BYTES);
      long cumulativeGasUsed = reader.scalar63();
      List<Log> logs = readLogs(reader);
      reader.leaveList();
      receipts.add(receipt(type, outcome, cumulativeGasUsed, Bloom.of(logs), logs));
    }
    reader.leaveList();
    reader.finish();
    return List.copyOf(receipts);
  }

  private static void writeOutcome(RlpWriter writer, Receipt receipt) {
    if (receipt.stateRoot() != null) {
      writer.bytes(receipt.stateRoot());
    } else {
      writer.scalar(receipt.succeeded() ? 1 : 0);
    }
  }

  /// EIP-658: the outcome is a bit from Byzantium on, before that the state root.
  private static Receipt receipt(
      int type, Bytes outcome, long cumulativeGasUsed, Bytes bloom, List<Log> logs) {
    if (outcome.size() == Hash.SIZE_BYTES) {
      Hash stateRoot = Hash.copy(outcome.shared(), 0);
      return new Receipt(type, false, stateRoot, cumulativeGasUsed, bloom, logs);
    }
    if (outcome.size() > 1 || (outcome.size() == 1 && outcome.get(0) != 1)) {
      throw new DecodingException("outcome of a receipt is " + outcome);
    }
    return new Receipt(type, outcome.size() == 1, null, cumulativeGasUsed, bloom, logs);
  }

  private static void writeLogs(RlpWriter writer, List<Log> logs) {
    writer.startList();
    for (Log log : logs) {
      writer.startList().bytes(log.address()).startList();
      for (Hash topic : log.topics()) {
        writer.bytes(topic);
      }
      writer.endList().bytes(log.data()).endList();
    }
    writer.endList();
  }

  private static List<Log> readLogs(RlpReader reader) {
    List<Log> logs = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      reader.enterList();
      Address address = reader.address();
      List<Hash> topics = new ArrayList<>(MAX_TOPICS);
      reader.enterList();
      while (reader.hasNext()) {
        if (topics.size() == MAX_TOPICS) {
          throw new DecodingException("log with more than " + MAX_TOPICS + " topics");
        }
        topics.add(reader.hash());
      }
      reader.leaveList();
      logs.add(new Log(address, topics, reader.bytes()));
      reader.leaveList();
    }
    reader.leaveList();
    return logs;
  }
}
