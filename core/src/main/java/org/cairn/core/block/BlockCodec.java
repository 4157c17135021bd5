package org.cairn.core.block;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;

/// The encoding of blocks and of bodies: transactions, ommers and, from Shanghai on, withdrawals. A
/// block is its header followed by the items of its body in one list.
public final class BlockCodec {
  /// EIP-7934 stops blocks at 8 MiB; older rules had only the gas limit, hence the room.
  public static final int MAX_ENCODED_BYTES = 16 * 1024 * 1024;

  private BlockCodec() {}

  public static Bytes encode(Block block) {
    RlpWriter writer = new RlpWriter(capacityBytes(block.body())).startList();
    HeaderCodec.write(writer, block.header());
    writeBody(writer, block.body());
    return writer.endList().toBytes();
  }

  /// The size of the encoding, from the parts that have one already: without the block's own.
  public static long encodedBytes(Block block) {
    BlockBody body = block.body();
    long transactions = 0;
    for (SignedTransaction signed : body.transactions()) {
      transactions += TransactionCodec.encodedBytes(signed);
    }
    long ommers = 0;
    for (BlockHeader ommer : body.ommers()) {
      ommers += HeaderCodec.encode(ommer).size();
    }
    long bytes =
        HeaderCodec.encode(block.header()).size()
            + RlpWriter.listBytes(transactions)
            + RlpWriter.listBytes(ommers);
    List<Withdrawal> withdrawals = body.withdrawals();
    if (withdrawals != null) {
      RlpWriter writer = new RlpWriter();
      writeWithdrawals(writer, withdrawals);
      bytes += writer.sizeBytes();
    }
    return RlpWriter.listBytes(bytes);
  }

  /// @throws DecodingException when these bytes are no block
  public static Block decode(Bytes encoded) {
    RlpReader reader = open(encoded);
    Block block = new Block(HeaderCodec.read(reader), readBody(reader));
    close(reader);
    return block;
  }

  public static Bytes encodeBody(BlockBody body) {
    RlpWriter writer = new RlpWriter(capacityBytes(body)).startList();
    writeBody(writer, body);
    return writer.endList().toBytes();
  }

  /// @throws DecodingException when these bytes are no body
  public static BlockBody decodeBody(Bytes encoded) {
    RlpReader reader = open(encoded);
    BlockBody body = readBody(reader);
    close(reader);
    return body;
  }

  static void write(RlpWriter writer, Withdrawal withdrawal) {
    writer
        .startList()
        .scalar(withdrawal.index())
        .scalar(withdrawal.validatorIndex())
        .bytes(withdrawal.address())
        .scalar(withdrawal.amountGwei())
        .endList();
  }

  private static void writeBody(RlpWriter writer, BlockBody body) {
    writer.startList();
    for (SignedTransaction transaction : body.transactions()) {
      TransactionCodec.write(writer, transaction);
    }
    writer.endList().startList();
    for (BlockHeader ommer : body.ommers()) {
      HeaderCodec.write(writer, ommer);
    }
    writer.endList();
    List<Withdrawal> withdrawals = body.withdrawals();
    if (withdrawals != null) {
      writeWithdrawals(writer, withdrawals);
    }
  }

  private static void writeWithdrawals(RlpWriter writer, List<Withdrawal> withdrawals) {
    writer.startList();
    for (Withdrawal withdrawal : withdrawals) {
      write(writer, withdrawal);
    }
    RlpWriter _ = writer.endList();
  }

  private static BlockBody readBody(RlpReader reader) {
    List<SignedTransaction> transactions = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      transactions.add(TransactionCodec.read(reader));
    }
    reader.leaveList();
    List<BlockHeader> ommers = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      ommers.add(HeaderCodec.read(reader));
    }
    reader.leaveList();
    return new BlockBody(transactions, ommers, reader.hasNext() ? readWithdrawals(reader) : null);
  }

  private static List<Withdrawal> readWithdrawals(RlpReader reader) {
    List<Withdrawal> withdrawals = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      reader.enterList();
      withdrawals.add(
          new Withdrawal(reader.scalar(), reader.scalar(), reader.address(), reader.scalar()));
      reader.leaveList();
    }
    reader.leaveList();
    return withdrawals;
  }

  private static RlpReader open(Bytes encoded) {
    if (encoded.size() > MAX_ENCODED_BYTES) {
      throw new DecodingException(
          "block of " + encoded.size() + " bytes, more than " + MAX_ENCODED_BYTES);
    }
    RlpReader reader = new RlpReader(encoded);
    reader.enterList();
    return reader;
  }

  private static void close(RlpReader reader) {
    reader.leaveList();
    reader.finish();
  }

  private static int capacityBytes(BlockBody body) {
    long bytes = 1024;
    for (SignedTransaction transaction : body.transactions()) {
      bytes += transaction.encoded().size() + 4;
    }
    return (int) Math.min(bytes, MAX_ENCODED_BYTES);
  }
}
