package org.cairn.consensus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MessageCodecTest {
  private static final long SEED = 20_261;

  @Test
  void encoding_ofEveryMessage_comesBack() {
    Samples samples = new Samples(SEED);
    for (int i = 0; i < 3_000; i++) {
      Message message = samples.message();
      assertThat(MessageCodec.decode(MessageCodec.encode(message))).isEqualTo(message);
    }
    FinalityProof proof = samples.proof();
    assertThat(MessageCodec.decodeProof(MessageCodec.encodeProof(proof))).isEqualTo(proof);
    ProposedBlock block = samples.block();
    assertThat(MessageCodec.decodeBlock(MessageCodec.encodeBlock(block))).isEqualTo(block);
    Vote vote = samples.vote();
    assertThat(MessageCodec.decodeVote(MessageCodec.encodeVote(vote))).isEqualTo(vote);
  }

  @Test
  void encoding_ofKnownVote_isFrozen() {
    Vote vote = new Vote(Ballot.nullify(new Round(1, 300)), 7, Bytes.wrap(new byte[96]));
    assertThat(MessageCodec.encode(vote).toString())
        .isEqualTo("0xf86c02f869020182012c8007b860" + "00".repeat(96));
  }

  /// Whatever the bytes are, they decode or are refused, and what decodes was canonical.
  @Test
  void decode_ofHostileBytes_refusesOrIsCanonical() {
    Samples samples = new Samples(SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    int decoded = 0;
    for (int i = 0; i < 60_000; i++) {
      byte[] bytes = MessageCodec.encode(samples.message()).toArray();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(Math.min(bytes.length, 150));
        bytes[at] = (byte) random.nextInt(256);
      }
      Bytes hostile = Bytes.copy(bytes, 0, bytes.length - random.nextInt(2) * random.nextInt(9));
      Message message = decodeOrNull(hostile);
      if (message != null) {
        decoded++;
        assertThat(MessageCodec.encode(message)).as("seed %d, run %d", SEED, i).isEqualTo(hostile);
      }
    }
    assertThat(decoded).isPositive();
  }

  @Test
  void decode_ofRandomBytes_refuses() {
    Samples samples = new Samples(SEED);
    for (int i = 0; i < 20_000; i++) {
      Bytes bytes = samples.bytes(i % 200);
      assertThatCode(() -> MessageCodec.decode(bytes)).isInstanceOf(DecodingException.class);
      assertThatCode(() -> MessageCodec.decodeProof(bytes)).isInstanceOf(DecodingException.class);
    }
  }

  @Test
  void decode_beyondLimits_refuses() {
    assertRefused(new RlpWriter().startList().scalar(9).endList().toBytes());
    assertRefused(
        new RlpWriter().startList().scalar(4).scalar(-1).scalar(0).scalar(0).endList().toBytes());
    RlpWriter view0 = new RlpWriter().startList().scalar(2).startList();
    view0.scalar(2).scalar(0).scalar(0).bytes(Bytes.EMPTY).scalar(0).bytes(new byte[96]);
    assertRefused(view0.endList().endList().toBytes());
    RlpWriter index = new RlpWriter().startList().scalar(2).startList();
    index.scalar(2).scalar(0).scalar(1).bytes(Bytes.EMPTY).scalar(4096).bytes(new byte[96]);
    assertRefused(index.endList().endList().toBytes());
    RlpWriter bitmap = new RlpWriter().startList().scalar(3).startList();
    bitmap.scalar(2).scalar(0).scalar(1).bytes(Bytes.EMPTY).bytes(new byte[513]);
    assertRefused(bitmap.bytes(new byte[96]).endList().endList().toBytes());
    Certificate skip = new Samples(1).certificate();
    List<Certificate> many = Collections.nCopies(Justification.MAX_SKIPS + 1, skip);
    assertThatThrownBy(() -> new Justification(null, many))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void header_everyField_changesTheId() {
    ConsensusHeader header = header(new Round(0, 5), 3, Hash.ZERO, 4, 1, 77, Hash.ZERO, Hash.ZERO);
    Hash other = new Samples(2).hash();
    assertThat(
            List.of(
                with(header, new Samples(4).bytes(96), null, null),
                with(header, header.randaoReveal(), other, null),
                with(header, Bytes.EMPTY, other, other),
                header(new Round(1, 5), 3, Hash.ZERO, 4, 1, 77, Hash.ZERO, Hash.ZERO),
                header(new Round(0, 6), 3, Hash.ZERO, 4, 1, 77, Hash.ZERO, Hash.ZERO),
                header(new Round(0, 5), 2, Hash.ZERO, 4, 1, 77, Hash.ZERO, Hash.ZERO),
                header(new Round(0, 5), 3, other, 4, 1, 77, Hash.ZERO, Hash.ZERO),
                header(new Round(0, 5), 3, Hash.ZERO, 5, 1, 77, Hash.ZERO, Hash.ZERO),
                header(new Round(0, 5), 3, Hash.ZERO, 4, 2, 77, Hash.ZERO, Hash.ZERO),
                header(new Round(0, 5), 3, Hash.ZERO, 4, 1, 78, Hash.ZERO, Hash.ZERO),
                header(new Round(0, 5), 3, Hash.ZERO, 4, 1, 77, other, Hash.ZERO),
                header(new Round(0, 5), 3, Hash.ZERO, 4, 1, 77, Hash.ZERO, other)))
        .allSatisfy(changed -> assertThat(changed.id()).isNotEqualTo(header.id()));
  }

  private static ConsensusHeader with(
      ConsensusHeader of, Bytes reveal, @Nullable Hash nextSet, @Nullable Hash repeated) {
    return new ConsensusHeader(
        of.round(),
        of.parentView(),
        of.parentId(),
        of.height(),
        of.proposer(),
        of.timestampMillis(),
        of.payloadRoot(),
        StakingRoots.NONE,
        of.justificationRoot(),
        reveal,
        nextSet,
        repeated);
  }

  private static ConsensusHeader header(
      Round round,
      long parentView,
      Hash parent,
      long height,
      int proposer,
      long time,
      Hash payload,
      Hash justification) {
    Bytes reveal = Bytes.wrap(new byte[96]);
    return new ConsensusHeader(
        round,
        parentView,
        parent,
        height,
        proposer,
        time,
        payload,
        StakingRoots.NONE,
        justification,
        reveal,
        null,
        null);
  }

  @Test
  void signerSet_thatIsNotCanonical_doesNotFit() {
    assertThat(new SignerSet(Bytes.of((byte) 0x0f)).fits(4)).isTrue();
    assertThat(new SignerSet(Bytes.of((byte) 0x1f)).fits(4)).isFalse();
    assertThat(new SignerSet(Bytes.of((byte) 0x0f, (byte) 0)).fits(4)).isFalse();
    assertThat(new SignerSet(Bytes.EMPTY).fits(4)).isFalse();
    assertThat(new SignerSet(Bytes.of((byte) 0x82)).indices()).containsExactly(1, 7);
  }

  private static @Nullable Message decodeOrNull(Bytes bytes) {
    try {
      return MessageCodec.decode(bytes);
    } catch (DecodingException _) {
      return null; // refused, as it should be
    }
  }

  private static void assertRefused(Bytes bytes) {
    assertThatThrownBy(() -> MessageCodec.decode(bytes)).isInstanceOf(DecodingException.class);
  }
}
