package org.cairn.core.chain;

import java.nio.ByteBuffer;
import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.ReceiptCodec;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.store.Store;
import org.cairn.core.store.StoreBatch;
import org.cairn.core.store.Table;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Blocks in their tables: by number, and the indexes from hashes to numbers.
final class BlockTables {
  private static final int LOCATION_BYTES = Long.BYTES + Integer.BYTES;

  private final Store store;

  BlockTables(Store store) {
    this.store = store;
  }

  void put(StoreBatch batch, Block block, Hash hash, List<Receipt> receipts, Bytes proof) {
    byte[] number = key(block.header().number());
    byte[] header = HeaderCodec.encode(block.header()).shared();
    batch.put(
        Table.HEADERS,
        number,
        ByteBuffer.allocate(Hash.SIZE_BYTES + header.length)
            .put(hash.shared())
            .put(header)
            .array());
    batch.put(Table.BODIES, number, BlockCodec.encodeBody(block.body()).shared());
    batch.put(Table.RECEIPTS, number, ReceiptCodec.encodeStored(receipts).shared());
    batch.put(Table.NUMBERS, hash.shared(), number);
    if (!proof.isEmpty()) {
      batch.put(Table.PROOFS, number, proof.shared());
    }
    int index = 0;
    for (SignedTransaction transaction : block.body().transactions()) {
      byte[] location = ByteBuffer.allocate(LOCATION_BYTES).put(number).putInt(index++).array();
      batch.put(Table.TRANSACTIONS, transaction.hash().shared(), location);
    }
  }

  @Nullable BlockHeader header(long number) {
    byte[] record = store.get(Table.HEADERS, key(number));
    return record == null
        ? null
        : HeaderCodec.decode(Bytes.copy(record, Hash.SIZE_BYTES, record.length - Hash.SIZE_BYTES));
  }

  @Nullable Hash hash(long number) {
    byte[] record = store.get(Table.HEADERS, key(number));
    return record == null ? null : Hash.copy(record, 0);
  }

  @Nullable Long number(Hash hash) {
    byte[] record = store.get(Table.NUMBERS, hash.shared());
    return record == null ? null : ByteBuffer.wrap(record).getLong();
  }

  @Nullable BlockBody body(long number) {
    byte[] record = store.get(Table.BODIES, key(number));
    return record == null ? null : BlockCodec.decodeBody(Bytes.wrap(record));
  }

  @Nullable List<Receipt> receipts(long number) {
    byte[] record = store.get(Table.RECEIPTS, key(number));
    return record == null ? null : ReceiptCodec.decodeStored(Bytes.wrap(record));
  }

  @Nullable Bytes proof(long number) {
    byte[] record = store.get(Table.PROOFS, key(number));
    return record == null ? null : Bytes.wrap(record);
  }

  @Nullable TransactionLocation transaction(Hash hash) {
    byte[] record = store.get(Table.TRANSACTIONS, hash.shared());
    if (record == null) {
      return null;
    }
    ByteBuffer location = ByteBuffer.wrap(record);
    return new TransactionLocation(location.getLong(), location.getInt());
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
