package org.cairn.core.crypto;

import ethereum.ckzg4844.CKZG4844JNI;
import ethereum.ckzg4844.CKZGException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;

/// Checks that blobs are what their commitments say, by the proofs of their cells (EIP-7594). The
/// setup of Ethereum's ceremony is loaded when the first blob comes, which takes a second.
public final class BlobProofs {
  public static final int BLOB_BYTES = 131_072;
  public static final int CELLS_PER_BLOB = 128;
  private static final String SETUP = "kzg-setup.bin";
  private static final int POINTS = 4096;
  private static final int G1_BYTES = 48;
  private static final int G2_BYTES = 96;
  private static final int G2_POINTS = 65;
  private static final byte VERSION = 1;

  private BlobProofs() {}

  /// The setup, loaded once by the class loader's lock.
  private static final class Setup {
    static final boolean LOADED = load();

    private Setup() {}

    private static boolean load() {
      byte[] points = read();
      int g1Bytes = POINTS * G1_BYTES;
      Invariant.check(
          points.length == 2 * g1Bytes + G2_POINTS * G2_BYTES, "the setup has its length");
      CKZG4844JNI.loadNativeLibrary();
      CKZG4844JNI.loadTrustedSetup(
          Arrays.copyOf(points, g1Bytes),
          Arrays.copyOfRange(points, g1Bytes, 2 * g1Bytes),
          Arrays.copyOfRange(points, 2 * g1Bytes, points.length),
          0);
      return true;
    }

    private static byte[] read() {
      try (InputStream in = BlobProofs.class.getResourceAsStream(SETUP)) {
        if (in == null) {
          throw new IllegalStateException("no resource " + SETUP);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// The hash by which a transaction names a blob (EIP-4844): a version and 31 bytes of the SHA-256
  /// of its commitment.
  public static Hash versionedHash(Bytes commitment) {
    byte[] hash = Sha256.hash(commitment.shared()).toArray();
    hash[0] = VERSION;
    return Hash.wrap(hash);
  }

  /// Whether each cell of each blob is proven; false as well for sizes that do not fit and bytes
  /// that are no points or field elements. `cellProofs` has 128 for each blob, in order.
  public static boolean verify(List<Bytes> blobs, List<Bytes> commitments, List<Bytes> cellProofs) {
    boolean fits =
        !blobs.isEmpty()
            && blobs.size() == commitments.size()
            && cellProofs.size() == blobs.size() * CELLS_PER_BLOB
            && blobs.stream().allMatch(blob -> blob.size() == BLOB_BYTES)
            && commitments.stream().allMatch(point -> point.size() == G1_BYTES)
            && cellProofs.stream().allMatch(point -> point.size() == G1_BYTES);
    if (!fits) {
      return false;
    }
    Invariant.check(Setup.LOADED, "the setup is loaded");
    try {
      for (int i = 0; i < blobs.size(); i++) {
        List<Bytes> proofs = cellProofs.subList(i * CELLS_PER_BLOB, (i + 1) * CELLS_PER_BLOB);
        if (!verify(blobs.get(i), commitments.get(i), proofs)) {
          return false;
        }
      }
      return true;
    } catch (CKZGException _) {
      return false;
    }
  }

  private static boolean verify(Bytes blob, Bytes commitment, List<Bytes> proofs) {
    byte[] commitments = new byte[CELLS_PER_BLOB * G1_BYTES];
    byte[] points = new byte[CELLS_PER_BLOB * G1_BYTES];
    long[] indexes = new long[CELLS_PER_BLOB];
    for (int cell = 0; cell < CELLS_PER_BLOB; cell++) {
      indexes[cell] = cell;
      System.arraycopy(commitment.shared(), 0, commitments, cell * G1_BYTES, G1_BYTES);
      System.arraycopy(proofs.get(cell).shared(), 0, points, cell * G1_BYTES, G1_BYTES);
    }
    byte[] cells = CKZG4844JNI.computeCells(blob.shared());
    return CKZG4844JNI.verifyCellKzgProofBatch(commitments, indexes, cells, points);
  }
}
