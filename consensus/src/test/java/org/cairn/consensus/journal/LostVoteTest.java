package org.cairn.consensus.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.cairn.consensus.crypto.SigningGuard;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damage to the newest flushed record looks like an append that a crash cut off: the journal drops
/// it, and the guard's own memory is what keeps the key from contradicting the vote that was lost.
final class LostVoteTest {
  private static final Hash IDENTITY = Sha256.hash(new byte[] {1});
  private static final Hash OTHER_KEY = Sha256.hash(new byte[] {2});
  private static final Hash BLOCK = Sha256.hash(new byte[] {3});
  private static final Hash RIVAL = Sha256.hash(new byte[] {4});
  private static final Round SIX = new Round(0, 6);

  @TempDir Path directory;

  @Test
  void vote_whoseRecordIsDamaged_isNotContradictedAfterARestart() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    vote(Ballot.notarize(new Round(0, 5), BLOCK));
    Path segment = vote(Ballot.notarize(SIX, BLOCK));
    byte[] whole = Files.readAllBytes(segment);
    int record = Frames.frame(voted(Ballot.notarize(SIX, BLOCK)), 0).length;
    for (int i = 0; i < 40; i++) {
      byte[] bytes = whole.clone();
      bytes[bytes.length - 1 - random.nextInt(record)] ^= (byte) (1 << random.nextInt(8));
      Path copy = Files.createDirectory(directory.resolve("copy-" + i));
      Files.write(copy.resolve(segment.getFileName()), bytes);
      FileWal.Opening.Ready opened = (FileWal.Opening.Ready) FileWal.open(copy, IDENTITY);
      assertThat(opened.cutBytes()).isEqualTo(record);
      assertThat(opened.records()).as("the vote is lost").isEmpty();
      SigningGuard guard = guard(opened.records());
      assertThat(guard.permit(Ballot.notarize(SIX, RIVAL))).as("S1").isFalse();
      assertThat(guard.permit(Ballot.finalize(SIX, RIVAL))).as("S4").isFalse();
      assertThat(guard.permit(Ballot.notarize(SIX, BLOCK))).as("the same again").isTrue();
      opened.wal().close();
    }
  }

  @Test
  void voteToFinalize_thatWasLost_isNotContradictedByANullification() {
    assertThat(guard(List.of()).permit(Ballot.finalize(SIX, BLOCK))).isTrue();
    SigningGuard again = guard(List.of());
    assertThat(again.permit(Ballot.nullify(SIX))).as("S3").isFalse();
    assertThat(again.permit(Ballot.finalize(SIX, RIVAL))).as("S2").isFalse();
    assertThat(again.permit(Ballot.nullify(new Round(0, 7)))).isTrue();
    SigningGuard third = guard(List.of());
    assertThat(third.permit(Ballot.finalize(new Round(0, 7), BLOCK))).as("S3").isFalse();
  }

  @Test
  void ballots_beyondTheSlots_takeThePlaceOfTheOldest() throws IOException {
    NewestBallots ballots = open(IDENTITY);
    int count = 3 * NewestBallots.SLOTS;
    for (int view = 1; view <= count; view++) {
      ballots.keep(Ballot.nullify(new Round(view / 100, view)));
      ballots.keep(Ballot.nullify(new Round(view / 100, view)));
    }
    List<Ballot> kept = open(IDENTITY).all();
    assertThat(kept)
        .hasSize(NewestBallots.SLOTS)
        .containsExactlyInAnyOrderElementsOf(ballots.all());
    assertThat(kept).allMatch(ballot -> ballot.view() > count - NewestBallots.SLOTS);
    assertThat(open(OTHER_KEY).all()).as("another key's").isEmpty();
  }

  @Test
  void ballots_withADamagedSlot_loseThatOneOnly() throws IOException {
    NewestBallots ballots = open(IDENTITY);
    for (int view = 1; view <= 10; view++) {
      ballots.keep(Ballot.notarize(new Round(0, view), BLOCK));
    }
    Path file = directory.resolve("ballots");
    byte[] bytes = Files.readAllBytes(file);
    bytes[2 * NewestBallots.SLOT_BYTES + 33] ^= 1;
    Files.write(file, bytes);
    assertThat(open(IDENTITY).all()).hasSize(9);
    Files.write(file, new byte[] {1, 2, 3});
    assertThat(open(IDENTITY).all()).isEmpty();
  }

  private NewestBallots open(Hash identity) throws IOException {
    return NewestBallots.open(directory.resolve("ballots"), identity);
  }

  /// A process that signs one ballot, as the engine does: the guard first, then the journal.
  private Path vote(Ballot ballot) throws IOException {
    assertThat(guard(List.of()).permit(ballot)).isTrue();
    FileWal.Opening.Ready opened = (FileWal.Opening.Ready) FileWal.open(directory, IDENTITY);
    opened.wal().append(List.of(voted(ballot)));
    opened.wal().sync();
    opened.wal().close();
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".wal")).sorted().toList().getLast();
    }
  }

  private static JournalRecord.Voted voted(Ballot ballot) {
    return new JournalRecord.Voted(new Vote(ballot, 1, Bytes.wrap(new byte[96])));
  }

  private SigningGuard guard(List<JournalRecord> records) {
    List<Ballot> ballots =
        records.stream().map(entry -> ((JournalRecord.Voted) entry).vote().ballot()).toList();
    FileWatermark watermark = FileWatermark.open(directory.resolve("watermark"), IDENTITY);
    return SigningGuard.recover(watermark, false, ballots);
  }
}
