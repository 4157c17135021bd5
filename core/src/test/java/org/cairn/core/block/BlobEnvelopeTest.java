package org.cairn.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ethereum.ckzg4844.CKZG4844JNI;
import ethereum.ckzg4844.CellsAndProofs;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cairn.core.crypto.BlobProofs;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Wei;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BlobEnvelopeTest {
  private static final SecretKey KEY = SecretKey.fromHex("0x" + "46".repeat(32));

  private static BlobSidecar sidecar;
  private static SignedTransaction signed;

  @BeforeAll
  static void makeBlob() {
    byte[] blob = new byte[BlobProofs.BLOB_BYTES];
    Random random = new Random(5);
    for (int at = 0; at < blob.length; at++) {
      blob[at] = at % 32 == 0 ? 0 : (byte) random.nextInt();
    }
    // The setup is loaded by the first verification.
    assertThat(
            BlobProofs.verify(
                List.of(Bytes.wrap(blob)),
                List.of(Bytes.wrap(new byte[48])),
                proofs(new byte[48 * BlobProofs.CELLS_PER_BLOB])))
        .isFalse();
    CellsAndProofs made = CKZG4844JNI.computeCellsAndKzgProofs(blob);
    sidecar =
        new BlobSidecar(
            List.of(Bytes.wrap(blob)),
            List.of(Bytes.wrap(CKZG4844JNI.blobToKzgCommitment(blob))),
            proofs(made.getProofs()));
    signed = TransactionCodec.sign(transaction(sidecar), KEY);
  }

  @Test
  void decode_envelope_givesTransactionAndSidecar() {
    BlobEnvelope envelope = BlobEnvelope.decode(encoded(1, sidecar));
    assertThat(envelope.transaction()).isEqualTo(signed);
    assertThat(envelope.sidecar()).isEqualTo(sidecar);
    assertThat(BlobEnvelope.isOne(encoded(1, sidecar))).isTrue();
    assertThat(BlobEnvelope.isOne(signed.encoded())).isFalse();
    assertThat(BlobEnvelope.isOne(Bytes.EMPTY)).isFalse();
    assertThat(BlobEnvelope.isOne(Bytes.fromHex("0x03ff"))).isFalse();
  }

  @Test
  void belongsTo_itsTransaction_isTrue() {
    assertThat(sidecar.belongsTo((Transaction.Blob) signed.transaction())).isTrue();
  }

  @Test
  void belongsTo_otherProofBlobOrHash_isFalse() {
    Transaction.Blob transaction = (Transaction.Blob) signed.transaction();
    List<Bytes> swapped = new ArrayList<>(sidecar.cellProofs());
    swapped.set(0, sidecar.cellProofs().get(1));
    assertThat(
            new BlobSidecar(sidecar.blobs(), sidecar.commitments(), swapped).belongsTo(transaction))
        .isFalse();
    byte[] altered = sidecar.blobs().getFirst().toArray();
    altered[1] ^= 1;
    assertThat(
            new BlobSidecar(
                    List.of(Bytes.wrap(altered)), sidecar.commitments(), sidecar.cellProofs())
                .belongsTo(transaction))
        .isFalse();
    byte[] noElement = altered.clone();
    noElement[0] = (byte) 0xff;
    assertThat(
            new BlobSidecar(
                    List.of(Bytes.wrap(noElement)), sidecar.commitments(), sidecar.cellProofs())
                .belongsTo(transaction))
        .isFalse();
    assertThat(
            new BlobSidecar(sidecar.blobs(), List.of(), sidecar.cellProofs())
                .belongsTo(transaction))
        .isFalse();
  }

  @Test
  void decode_otherVersionOrSize_isRefused() {
    assertThatThrownBy(() -> BlobEnvelope.decode(encoded(0, sidecar)))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("version 0");
    BlobSidecar small =
        new BlobSidecar(List.of(Bytes.of((byte) 1)), sidecar.commitments(), sidecar.cellProofs());
    assertThatThrownBy(() -> BlobEnvelope.decode(encoded(1, small)))
        .isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> BlobEnvelope.decode(signed.encoded()))
        .isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> BlobEnvelope.decode(Bytes.EMPTY))
        .isInstanceOf(DecodingException.class);
  }

  @Test
  void decode_arbitraryDamage_throwsNothingElse() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    Random random = new Random(seed);
    byte[] whole = encoded(1, sidecar).toArray();
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(random.nextBoolean() ? 200 : damaged.length)] ^=
          (byte) (1 << random.nextInt(8));
      try {
        var _ = BlobEnvelope.decode(Bytes.wrap(damaged));
      } catch (DecodingException expected) {
        assertThat(expected).hasMessageContaining("");
      }
    }
  }

  private static Bytes encoded(int version, BlobSidecar parts) {
    RlpWriter writer = new RlpWriter().rawByte(3).startList();
    writer.raw(signed.encoded().slice(1, signed.encoded().size() - 1)).scalar(version);
    for (List<Bytes> list : List.of(parts.blobs(), parts.commitments(), parts.cellProofs())) {
      writer.startList();
      list.forEach(writer::bytes);
      writer.endList();
    }
    return writer.endList().toBytes();
  }

  private static List<Bytes> proofs(byte[] joined) {
    List<Bytes> proofs = new ArrayList<>();
    for (int i = 0; i < BlobProofs.CELLS_PER_BLOB; i++) {
      proofs.add(Bytes.copy(joined, i * 48, 48));
    }
    return proofs;
  }

  private static Transaction.Blob transaction(BlobSidecar parts) {
    return new Transaction.Blob(
        7,
        0,
        Wei.of(1),
        Wei.of(2),
        21_000,
        Address.ZERO,
        Wei.ZERO,
        Bytes.EMPTY,
        List.of(),
        Wei.of(3),
        parts.commitments().stream().map(BlobProofs::versionedHash).toList());
  }
}
