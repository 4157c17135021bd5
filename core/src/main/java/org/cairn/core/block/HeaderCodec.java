package org.cairn.core.block;

import org.cairn.core.crypto.Keccak256;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;

/// The encoding of headers from Frontier to Osaka. A later fork only appends items, so their number
/// tells the fork: 15, 16 (London), 17 (Shanghai), 20 (Cancun), 21 (Prague).
public final class HeaderCodec {
  /// A header has about 600 bytes; forks that seal blocks in `extraData` add some thousand.
  public static final int MAX_ENCODED_BYTES = 64 * 1024;

  /// The size of `logsBloom`.
  public static final int BLOOM_BYTES = 256;

  private static final int TYPICAL_BYTES = 700;

  private HeaderCodec() {}

  public static Bytes encode(BlockHeader header) {
    return toWriter(header).toBytes();
  }

  /// The block's hash: the Keccak-256 of its header.
  public static Hash hash(BlockHeader header) {
    return Keccak256.hash(toWriter(header).toByteArray());
  }

  /// @throws DecodingException when these bytes are no header
  public static BlockHeader decode(Bytes encoded) {
    if (encoded.size() > MAX_ENCODED_BYTES) {
      throw new DecodingException(
          "header of " + encoded.size() + " bytes, more than " + MAX_ENCODED_BYTES);
    }
    RlpReader reader = new RlpReader(encoded);
    BlockHeader header = read(reader);
    reader.finish();
    return header;
  }

  /// @throws IllegalArgumentException when an item of a later fork is present and one of an earlier
  ///   fork is absent
  public static void write(RlpWriter writer, BlockHeader header) {
    checkForks(header);
    writer
        .startList()
        .bytes(header.parentHash())
        .bytes(header.ommersHash())
        .bytes(header.beneficiary())
        .bytes(header.stateRoot())
        .bytes(header.transactionsRoot())
        .bytes(header.receiptsRoot())
        .bytes(header.logsBloom())
        .scalar(header.difficulty())
        .scalar(header.number())
        .scalar(header.gasLimit())
        .scalar(header.gasUsed())
        .scalar(header.timestampSeconds())
        .bytes(header.extraData())
        .bytes(header.prevRandao())
        .bytes(longBytes(header.nonce()));
    if (header.baseFeePerGas() != null) {
      writer.scalar(header.baseFeePerGas().value());
    }
    if (header.withdrawalsRoot() != null) {
      writer.bytes(header.withdrawalsRoot());
    }
    if (header.blobGasUsed() != null) {
      writer.scalar(header.blobGasUsed());
    }
    if (header.excessBlobGas() != null) {
      writer.scalar(header.excessBlobGas());
    }
    if (header.parentBeaconBlockRoot() != null) {
      writer.bytes(header.parentBeaconBlockRoot());
    }
    if (header.requestsHash() != null) {
      writer.bytes(header.requestsHash());
    }
    writer.endList();
  }

  /// @throws DecodingException when the next item is no header
  public static BlockHeader read(RlpReader reader) {
    reader.enterList();
    Hash parentHash = reader.hash();
    Hash ommersHash = reader.hash();
    Address beneficiary = reader.address();
    Hash stateRoot = reader.hash();
    Hash transactionsRoot = reader.hash();
    Hash receiptsRoot = reader.hash();
    Bytes logsBloom = Bytes.wrap(reader.fixedBytes(BLOOM_BYTES));
    UInt256 difficulty = reader.uint256();
    long number = reader.scalar63();
    long gasLimit = reader.scalar63();
    long gasUsed = reader.scalar63();
    long timestampSeconds = reader.scalar();
    Bytes extraData = reader.bytes();
    Hash prevRandao = reader.hash();
    long nonce = toLong(reader.fixedBytes(Long.BYTES));
    Wei baseFeePerGas = reader.hasNext() ? new Wei(reader.uint256()) : null;
    Hash withdrawalsRoot = reader.hasNext() ? reader.hash() : null;
    boolean cancun = reader.hasNext();
    Long blobGasUsed = cancun ? (Long) reader.scalar() : null;
    Long excessBlobGas = cancun ? (Long) reader.scalar() : null;
    Hash parentBeaconBlockRoot = cancun ? reader.hash() : null;
    Hash requestsHash = reader.hasNext() ? reader.hash() : null;
    reader.leaveList();
    return new BlockHeader(
        parentHash,
        ommersHash,
        beneficiary,
        stateRoot,
        transactionsRoot,
        receiptsRoot,
        logsBloom,
        difficulty,
        number,
        gasLimit,
        gasUsed,
        timestampSeconds,
        extraData,
        prevRandao,
        nonce,
        baseFeePerGas,
        withdrawalsRoot,
        blobGasUsed,
        excessBlobGas,
        parentBeaconBlockRoot,
        requestsHash);
  }

  private static RlpWriter toWriter(BlockHeader header) {
    RlpWriter writer = new RlpWriter(TYPICAL_BYTES);
    write(writer, header);
    return writer;
  }

  private static void checkForks(BlockHeader header) {
    boolean london = header.baseFeePerGas() != null;
    boolean shanghai = header.withdrawalsRoot() != null;
    boolean cancun = header.blobGasUsed() != null;
    boolean prague = header.requestsHash() != null;
    if ((shanghai && !london)
        || (cancun && !shanghai)
        || cancun != (header.excessBlobGas() != null)
        || cancun != (header.parentBeaconBlockRoot() != null)
        || (prague && !cancun)) {
      throw new IllegalArgumentException("header with gaps between forks: " + header);
    }
  }

  private static byte[] longBytes(long value) {
    byte[] bytes = new byte[Long.BYTES];
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[i] = (byte) (value >>> (56 - 8 * i));
    }
    return bytes;
  }

  private static long toLong(byte[] bytes) {
    long value = 0;
    for (byte b : bytes) {
      value = value << 8 | (b & 0xff);
    }
    return value;
  }
}
