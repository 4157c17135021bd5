package org.cairn.consensus.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.cairn.consensus.crypto.Watermark;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Round;
import org.cairn.core.types.Hash;

/// The watermark in a small file of its own, replaced as a whole: `identity(32)`, leased and floor
/// as `epoch(8) view(8)` each, `crc32c(4)`. The newest ballots are beside it ([NewestBallots]).
public final class FileWatermark implements Watermark {
  private static final int SIZE_BYTES = Hash.SIZE_BYTES + 4 * Long.BYTES + Integer.BYTES;

  private final Path file;
  private final Hash identity;
  private final NewestBallots ballots;
  private Round leased;
  private Round floor;

  private FileWatermark(Path file, Hash identity, Round leased, Round floor) throws IOException {
    this.file = file;
    this.identity = identity;
    this.ballots =
        NewestBallots.open(file.resolveSibling(file.getFileName() + ".ballots"), identity);
    this.leased = leased;
    this.floor = floor;
  }

  /// Reads the watermark of a chain and key, which `identity` stands for.
  ///
  /// @throws IllegalStateException when the file is damaged or of another chain or key: signing
  ///   anything would be a gamble
  public static FileWatermark open(Path file, Hash identity) {
    try {
      if (!Files.exists(file)) {
        return new FileWatermark(file, identity, Round.START, Round.START);
      }
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length != SIZE_BYTES
          || ByteBuffer.wrap(bytes).getInt(SIZE_BYTES - Integer.BYTES) != checksum(bytes)) {
        throw new IllegalStateException("the signing watermark is damaged: " + file);
      }
      if (!Arrays.equals(bytes, 0, Hash.SIZE_BYTES, identity.shared(), 0, Hash.SIZE_BYTES)) {
        throw new IllegalStateException(
            "the signing watermark is of another chain or key: " + file);
      }
      ByteBuffer rounds = ByteBuffer.wrap(bytes).position(Hash.SIZE_BYTES);
      return new FileWatermark(file, identity, readRound(rounds), readRound(rounds));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Round leased() {
    return leased;
  }

  @Override
  public Round floor() {
    return floor;
  }

  @Override
  public void lease(Round round) {
    write(round, floor);
  }

  @Override
  public List<Ballot> newest() {
    return ballots.all();
  }

  @Override
  public void keep(Ballot ballot) {
    try {
      ballots.keep(ballot);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes over what a key has signed elsewhere: nothing up to this round is signed here.
  ///
  /// @throws IllegalArgumentException when more may have been signed here already
  public void takeOver(Round signedElsewhere) {
    if (leased.isAfter(signedElsewhere)) {
      throw new IllegalArgumentException(
          "this key may have signed up to round " + leased + " here, beyond " + signedElsewhere);
    }
    write(signedElsewhere, signedElsewhere);
  }

  private static Round readRound(ByteBuffer buffer) {
    return new Round(buffer.getLong(), buffer.getLong());
  }

  private void write(Round newLeased, Round newFloor) {
    byte[] bytes = new byte[SIZE_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).put(identity.shared());
    buffer.putLong(newLeased.epoch()).putLong(newLeased.view());
    buffer.putLong(newFloor.epoch()).putLong(newFloor.view());
    buffer.putInt(checksum(bytes));
    try {
      AtomicFile.replace(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    leased = newLeased;
    floor = newFloor;
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, SIZE_BYTES - Integer.BYTES);
    return (int) crc.getValue();
  }
}
