package org.cairn.consensus.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The last ballots that a key has signed, in a file of a few slots that are written in place:
/// `crc32c(4) kind(4) epoch(8) view(8) block(32)`, with the checksum over the chain and key as
/// well.
///
/// It is a second memory beside the journal, for the one damage that the journal cannot tell from a
/// crash: that of its newest record. So it is not flushed; what a slot lost is left out.
final class NewestBallots {
  static final int SLOTS = 64;
  static final int SLOT_BYTES = 8 + 2 * Long.BYTES + Hash.SIZE_BYTES;

  private final Path file;
  private final Hash identity;
  private final @Nullable Ballot[] slots = new Ballot[SLOTS];

  private NewestBallots(Path file, Hash identity) {
    this.file = file;
    this.identity = identity;
  }

  static NewestBallots open(Path file, Hash identity) throws IOException {
    NewestBallots ballots = new NewestBallots(file, identity);
    if (Files.exists(file)) {
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < SLOTS && (i + 1) * SLOT_BYTES <= bytes.length; i++) {
        ballots.slots[i] = ballots.read(ByteBuffer.wrap(bytes, i * SLOT_BYTES, SLOT_BYTES));
      }
    }
    return ballots;
  }

  List<Ballot> all() {
    List<Ballot> all = new ArrayList<>();
    for (@Nullable Ballot ballot : slots) {
      if (ballot != null) {
        all.add(ballot);
      }
    }
    return all;
  }

  /// Writes the ballot over the one of the oldest round, if it is not there.
  void keep(Ballot ballot) throws IOException {
    int oldest = 0;
    for (int i = 0; i < SLOTS; i++) {
      if (ballot.equals(slots[i])) {
        return;
      }
      oldest = isBefore(slots[i], slots[oldest]) ? i : oldest;
    }
    slots[oldest] = ballot;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer slot = write(ballot);
      long at = (long) oldest * SLOT_BYTES;
      while (slot.hasRemaining()) {
        at += channel.write(slot, at);
      }
    }
  }

  /// An empty slot is before any other.
  private static boolean isBefore(@Nullable Ballot a, @Nullable Ballot b) {
    return b != null && (a == null || b.round().isAfter(a.round()));
  }

  private ByteBuffer write(Ballot ballot) {
    ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES).putInt(0).putInt(ballot.kind().code());
    slot.putLong(ballot.round().epoch()).putLong(ballot.view());
    slot.put(ballot.blockId().shared()).flip();
    return slot.putInt(0, checksum(slot));
  }

  private @Nullable Ballot read(ByteBuffer bytes) {
    ByteBuffer slot = bytes.slice();
    if (slot.getInt(0) != checksum(slot)) {
      return null;
    }
    int code = slot.getInt(4);
    var round = new Round(slot.getLong(8), slot.getLong(8 + Long.BYTES));
    byte[] block = new byte[Hash.SIZE_BYTES];
    slot.get(8 + 2 * Long.BYTES, block);
    for (VoteKind kind : VoteKind.values()) {
      if (kind.code() == code) {
        return new Ballot(kind, round, Hash.copy(block, 0));
      }
    }
    return null;
  }

  private int checksum(ByteBuffer slot) {
    CRC32C crc = new CRC32C();
    crc.update(identity.shared(), 0, Hash.SIZE_BYTES);
    crc.update(slot.duplicate().position(4));
    return (int) crc.getValue();
  }
}
