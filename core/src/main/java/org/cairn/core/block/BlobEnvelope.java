package org.cairn.core.block;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.crypto.BlobProofs;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.types.Bytes;

/// A blob transaction with its sidecar, as clients hand it in: `0x03 || [transaction, version,
/// blobs, commitments, cell proofs]`.
public record BlobEnvelope(SignedTransaction transaction, BlobSidecar sidecar) {
  /// More than any fork lets a transaction have.
  static final int MAX_BLOBS = 16;

  private static final int TYPE = 3;
  private static final int VERSION = 1;
  private static final int POINT_BYTES = 48;

  /// Whether the bytes are an envelope and not a transaction alone: their list begins with a list.
  public static boolean isOne(Bytes encoded) {
    if (encoded.isEmpty() || encoded.get(0) != TYPE) {
      return false;
    }
    try {
      RlpReader reader = new RlpReader(encoded.shared(), 1, encoded.size() - 1);
      reader.enterList();
      return reader.nextIsList();
    } catch (DecodingException _) {
      return false;
    }
  }

  /// @throws DecodingException when the bytes are none, or of another version
  public static BlobEnvelope decode(Bytes encoded) {
    if (encoded.isEmpty() || encoded.get(0) != TYPE) {
      throw new DecodingException("not of type 3");
    }
    RlpReader reader = new RlpReader(encoded.shared(), 1, encoded.size() - 1);
    reader.enterList();
    Bytes payload = reader.raw();
    if (reader.scalar(VERSION) != VERSION) {
      throw new DecodingException("blob sidecar version 0 is not supported, send cell proofs");
    }
    List<Bytes> blobs = list(reader, MAX_BLOBS, BlobProofs.BLOB_BYTES);
    List<Bytes> commitments = list(reader, MAX_BLOBS, POINT_BYTES);
    List<Bytes> proofs = list(reader, MAX_BLOBS * BlobProofs.CELLS_PER_BLOB, POINT_BYTES);
    reader.leaveList();
    reader.finish();
    byte[] alone = new byte[payload.size() + 1];
    alone[0] = TYPE;
    System.arraycopy(payload.shared(), 0, alone, 1, payload.size());
    return new BlobEnvelope(
        TransactionCodec.decode(Bytes.wrap(alone)), new BlobSidecar(blobs, commitments, proofs));
  }

  private static List<Bytes> list(RlpReader reader, int maxCount, int sizeBytes) {
    List<Bytes> items = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      if (items.size() == maxCount) {
        throw new DecodingException("more than " + maxCount + " parts of a blob sidecar");
      }
      Bytes item = reader.bytes();
      if (item.size() != sizeBytes) {
        throw new DecodingException(
            "part of a blob sidecar has " + item.size() + " bytes, not " + sizeBytes);
      }
      items.add(item);
    }
    reader.leaveList();
    return items;
  }
}
