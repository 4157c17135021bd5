package org.cairn.consensus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.journal.Frames;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.light.EpochCertificate;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.message.Samples;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.consensus.staking.EpochReport;
import org.cairn.consensus.staking.StakingCodec;
import org.cairn.consensus.staking.StakingContent;
import org.cairn.consensus.staking.StakingSamples;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.junit.jupiter.api.Test;

/// Each decoder refuses with its own exception or accepts the one encoding of a value, whatever the
/// bytes are.
final class DecoderFuzzTest {
  private static final int LEAST_RUNS = 4_000;

  /// A decoder with the encoder that goes with it.
  private record Target(
      String name, Function<Samples, Bytes> sample, Function<Bytes, Bytes> again) {}

  private static final ValidatorSet SET =
      new ValidatorSet(FakeBls.validators(List.of(3L, 1L << 40, 77L)));

  private static final StakingSamples STAKING = new StakingSamples();

  private static final List<Target> TARGETS =
      List.of(
          new Target(
              "staking state",
              _ -> STAKING.state(),
              bytes -> StakingCodec.encode(StakingCodec.decode(bytes))),
          new Target(
              "staking content",
              samples -> STAKING.content(List.of(samples.evidence())),
              bytes -> StakingContent.decode(bytes).encode()),
          new Target(
              "exit message",
              _ -> STAKING.message(),
              bytes -> StakingContent.encode(StakingContent.decodeMessage(bytes))),
          new Target(
              "epoch report", _ -> STAKING.report(), bytes -> EpochReport.decode(bytes).encode()),
          new Target(
              "message",
              samples -> MessageCodec.encode(samples.message()),
              bytes -> MessageCodec.encode(MessageCodec.decode(bytes))),
          new Target(
              "block",
              samples -> MessageCodec.encodeBlock(samples.block()),
              bytes -> MessageCodec.encodeBlock(MessageCodec.decodeBlock(bytes))),
          new Target(
              "vote",
              samples -> MessageCodec.encodeVote(samples.vote()),
              bytes -> MessageCodec.encodeVote(MessageCodec.decodeVote(bytes))),
          new Target(
              "certificate",
              samples -> MessageCodec.encodeCertificate(samples.certificate()),
              bytes -> MessageCodec.encodeCertificate(MessageCodec.decodeCertificate(bytes))),
          new Target(
              "proof",
              samples -> MessageCodec.encodeProof(samples.proof()),
              bytes -> MessageCodec.encodeProof(MessageCodec.decodeProof(bytes))),
          new Target(
              "evidence",
              samples -> MessageCodec.encodeEvidence(samples.evidence()),
              bytes -> MessageCodec.encodeEvidence(MessageCodec.decodeEvidence(bytes))),
          new Target(
              "epoch certificate",
              samples -> new EpochCertificate(samples.proof(), SET).encode(),
              bytes -> EpochCertificate.decode(bytes).encode()));

  @Test
  void decoders_anyBytes_refuseOrAreCanonical() {
    long seed = Budget.seed();
    Budget budget = Budget.of("decoder", seed, LEAST_RUNS);
    int accepted = 0;
    for (long run = seed; budget.allows(); run++) {
      SplittableRandom random = new SplittableRandom(run);
      Samples samples = new Samples(run);
      for (Target target : TARGETS) {
        Bytes hostile = mutate(target.sample().apply(samples), random);
        accepted += isAccepted(target, hostile, run) ? 1 : 0;
      }
    }
    assertThat(accepted).isPositive();
  }

  private static boolean isAccepted(Target target, Bytes hostile, long run) {
    try {
      Bytes again = target.again().apply(hostile);
      assertThat(again).as("%s, seed %d", target.name(), run).isEqualTo(hostile);
      return true;
    } catch (DecodingException _) {
      return false; // refused, as it should be
    } catch (RuntimeException e) {
      throw new AssertionError(target.name() + ", seed " + run + ": " + hostile, e);
    }
  }

  /// A segment of the journal is read to its valid end or found damaged; nothing else comes of it.
  @Test
  void frames_anyBytes_areReadOrFoundDamaged() {
    long seed = Budget.seed();
    Budget budget = Budget.of("journal", seed, 500);
    int intact = 0;
    for (long run = seed; budget.allows(); run++) {
      SplittableRandom random = new SplittableRandom(run);
      Samples samples = new Samples(run);
      byte[] segment = new byte[0];
      for (int i = random.nextInt(6); i >= 0; i--) {
        byte[] frame = Frames.frame(new JournalRecord.Voted(samples.vote()), segment.length);
        segment = concat(segment, frame);
      }
      byte[] hostile = mutate(Bytes.wrap(segment), random).toArray();
      switch (Frames.scan(hostile, 0)) {
        case Frames.Scan.Intact(var records, int validBytes) -> {
          intact++;
          assertThat(validBytes).as("seed %d", run).isBetween(0, hostile.length);
          assertThat(records.isEmpty()).isEqualTo(validBytes == 0);
        }
        case Frames.Scan.Damaged(int offset) ->
            assertThat(offset).as("seed %d", run).isBetween(0, hostile.length);
      }
    }
    assertThat(intact).isPositive();
  }

  private static byte[] concat(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  /// Nothing, flipped bytes, a cut, a repetition, or noise.
  private static Bytes mutate(Bytes valid, SplittableRandom random) {
    List<Byte> bytes = new ArrayList<>();
    for (byte b : valid.toArray()) {
      bytes.add(b);
    }
    switch (random.nextInt(6)) {
      case 0 -> {}
      case 1 -> bytes.subList(random.nextInt(bytes.size()), bytes.size()).clear();
      case 2 -> bytes.add(random.nextInt(bytes.size() + 1), (byte) random.nextInt(256));
      case 3 -> {
        int at = random.nextInt(bytes.size());
        bytes.addAll(List.copyOf(bytes.subList(at, Math.min(bytes.size(), at + 40))));
      }
      default -> {
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
          bytes.set(random.nextInt(Math.min(bytes.size(), 160)), (byte) random.nextInt(256));
        }
      }
    }
    byte[] result = new byte[bytes.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = bytes.get(i);
    }
    return Bytes.wrap(result);
  }
}
