package org.cairn.consensus.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.message.Vote;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWalTest {
  private static final Hash IDENTITY = Sha256.hash(new byte[] {1});

  @TempDir Path directory;

  @Test
  void reopen_afterSync_hasAllRecordsInOrder() {
    FileWal wal = ready().wal();
    wal.append(List.of(vote(1), block(1, 500)));
    wal.sync();
    wal.append(List.of(vote(2)));
    wal.close();
    FileWal.Opening.Ready again = ready();
    assertThat(again.records()).containsExactly(vote(1), block(1, 500), vote(2));
    assertThat(again.fresh()).isFalse();
    assertThat(again.cutBytes()).isZero();
    again.wal().append(List.of(vote(3)));
    again.wal().close();
    assertThat(ready().records()).hasSize(4).endsWith(vote(3));
  }

  @Test
  void open_ofNothing_isFresh() {
    assertThat(ready().fresh()).isTrue();
    assertThat(ready().fresh()).isFalse();
  }

  @Test
  void reopen_afterTornAppend_cutsItOff() throws IOException {
    FileWal wal = ready().wal();
    wal.append(List.of(vote(1)));
    wal.sync();
    wal.append(List.of(block(2, 300), vote(2)));
    wal.close();
    byte[] whole = Files.readAllBytes(segment());
    int durable = FileWal.HEADER_BYTES + Frames.frame(vote(1), 0).length;
    for (int length = durable; length < whole.length; length += 37) {
      onlySegment(Arrays.copyOf(whole, length));
      FileWal.Opening.Ready torn = ready();
      assertThat(torn.records()).as("cut at %d", length).startsWith(vote(1));
      torn.wal().append(List.of(vote(9)));
      torn.wal().close();
      assertThat(ready().records()).endsWith(vote(9));
    }
  }

  @Test
  void reopen_afterHoleInUnflushedEnd_cutsItOff() throws IOException {
    FileWal wal = ready().wal();
    wal.append(List.of(vote(1)));
    wal.sync();
    wal.append(List.of(block(2, 300), vote(2)));
    wal.close();
    byte[] bytes = Files.readAllBytes(segment());
    bytes[FileWal.HEADER_BYTES + Frames.frame(vote(1), 0).length + 40] ^= 1;
    onlySegment(bytes);
    assertThat(ready().records()).containsExactly(vote(1));
  }

  @Test
  void reopen_afterBitFlipInFlushedData_isDamaged() throws IOException {
    FileWal wal = ready().wal();
    for (int view = 1; view <= 5; view++) {
      wal.append(List.of(vote(view)));
      wal.sync();
    }
    wal.close();
    byte[] whole = Files.readAllBytes(segment());
    int lastRecord = whole.length - Frames.frame(vote(5), 0).length;
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(lastRecord)] ^= (byte) (1 << random.nextInt(8));
      onlySegment(bytes);
      assertThat(FileWal.open(directory, IDENTITY)).isInstanceOf(FileWal.Opening.Damaged.class);
    }
  }

  @Test
  void open_withAnotherIdentityOrMissingSegment_isDamaged() throws IOException {
    FileWal first = ready().wal();
    first.append(List.of(vote(1)));
    first.close();
    Hash other = Sha256.hash(new byte[] {2});
    assertThat(FileWal.open(directory, other)).isInstanceOf(FileWal.Opening.Damaged.class);
    ready().wal().close();
    ready().wal().close();
    Files.delete(segments().get(1));
    assertThat(FileWal.open(directory, IDENTITY)).isInstanceOf(FileWal.Opening.Damaged.class);
  }

  @Test
  void prune_deletesWholeSegmentsBelow() throws IOException {
    FileWal wal = ready().wal();
    JournalRecord large = block(3, 7 << 20);
    wal.append(List.of(vote(1), large));
    wal.append(List.of(block(4, 7 << 20)));
    wal.append(List.of(vote(5)));
    assertThat(segments()).hasSize(2);
    wal.prune(new Round(0, 3));
    assertThat(segments()).as("view 4 is needed").hasSize(2);
    wal.prune(new Round(0, 4));
    assertThat(segments()).hasSize(1);
    wal.close();
    assertThat(ready().records()).containsExactly(vote(5));
  }

  @Test
  void watermark_isDurableAndBoundToItsKey() throws IOException {
    Path file = directory.resolve("signing-watermark");
    FileWatermark watermark = FileWatermark.open(file, IDENTITY);
    assertThat(watermark.leased()).isEqualTo(Round.START);
    watermark.lease(new Round(0, 300));
    watermark.lease(new Round(2, 600));
    assertThat(FileWatermark.open(file, IDENTITY).leased()).isEqualTo(new Round(2, 600));
    assertThatThrownBy(() -> FileWatermark.open(file, Hash.ZERO))
        .isInstanceOf(IllegalStateException.class);
    byte[] bytes = Files.readAllBytes(file);
    bytes[35] ^= 4;
    Files.write(file, bytes);
    assertThatThrownBy(() -> FileWatermark.open(file, IDENTITY))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void watermark_takenOver_neverGoesBack() {
    Path file = directory.resolve("watermark");
    FileWatermark watermark = FileWatermark.open(file, IDENTITY);
    watermark.takeOver(new Round(1, 5));
    FileWatermark again = FileWatermark.open(file, IDENTITY);
    assertThat(again.floor()).isEqualTo(new Round(1, 5));
    assertThat(again.leased()).isEqualTo(new Round(1, 5));
    again.lease(new Round(1, 261));
    assertThat(FileWatermark.open(file, IDENTITY).floor()).isEqualTo(new Round(1, 5));
    assertThatThrownBy(() -> again.takeOver(new Round(1, 260)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void evidence_written_isReadAgain() throws IOException {
    EvidenceFile file = new EvidenceFile(directory.resolve("evidence"));
    assertThat(file.read()).isEmpty();
    Vote nullify = new Vote(Ballot.nullify(new Round(2, 7)), 1, Bytes.wrap(new byte[96]));
    Vote finalize =
        new Vote(Ballot.finalize(new Round(2, 7), Hash.ZERO), 1, Bytes.wrap(new byte[96]));
    Evidence evidence = new Evidence(Evidence.Offence.NULLIFY_AND_FINALIZE, nullify, finalize);
    file.write(List.of(evidence));
    assertThat(file.read()).containsExactly(evidence);
    Files.write(directory.resolve("evidence"), new byte[] {1, 2});
    assertThatThrownBy(file::read).isInstanceOf(DecodingException.class);
  }

  @Test
  void append_afterAFailure_isRefused() {
    FileWal wal = ready().wal();
    wal.append(List.of(vote(1)));
    Thread.currentThread().interrupt(); // closes the channel under the flush: a failing disk
    assertThatThrownBy(wal::sync).isInstanceOf(UncheckedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(() -> wal.append(List.of(vote(2))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(wal::sync).isInstanceOf(IllegalStateException.class);
  }

  private FileWal.Opening.Ready ready() {
    FileWal.Opening opening = FileWal.open(directory, IDENTITY);
    assertThat(opening).isInstanceOf(FileWal.Opening.Ready.class);
    return (FileWal.Opening.Ready) opening;
  }

  private Path segment() throws IOException {
    return segments().getFirst();
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new ArrayList<>(files.filter(f -> f.toString().endsWith(".wal")).sorted().toList());
    }
  }

  private void onlySegment(byte[] bytes) throws IOException {
    List<Path> all = segments();
    Path first = all.getFirst();
    for (Path file : all) {
      Files.delete(file);
    }
    Files.write(first, bytes);
  }

  private static JournalRecord vote(long view) {
    return new JournalRecord.Voted(
        new Vote(Ballot.nullify(new Round(0, view)), 1, Bytes.wrap(new byte[96])));
  }

  private static JournalRecord block(long view, int payloadBytes) {
    ConsensusHeader header =
        new ConsensusHeader(
            new Round(0, view),
            0,
            Hash.ZERO,
            1,
            1,
            1,
            Hash.ZERO,
            StakingRoots.NONE,
            Hash.ZERO,
            Bytes.wrap(new byte[96]),
            null,
            null);
    return new JournalRecord.BlockStored(
        new ProposedBlock(
            header, new Justification(null, List.of()), Bytes.wrap(new byte[payloadBytes])));
  }
}
