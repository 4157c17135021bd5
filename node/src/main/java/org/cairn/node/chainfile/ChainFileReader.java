package org.cairn.node.chainfile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.types.Bytes;
import org.jspecify.annotations.Nullable;

/// Cuts a chain file into its blocks, of which it holds one at a time. What is in them is for
/// others to decode; here only the length at the start of each matters, and that it is believable.
final class ChainFileReader implements AutoCloseable {
  private static final int SHORT_LIST = 0xc0;
  private static final int LONG_LIST = 0xf7;
  private static final int BUFFER_BYTES = 1 << 16;

  /// Of the length of a long list; three hold the greatest block.
  private static final int MAX_LENGTH_BYTES = 4;

  private final Path file;
  private final InputStream input;
  private long offset;

  private ChainFileReader(Path file, InputStream input) {
    this.file = file;
    this.input = input;
  }

  /// @throws ChainFileException when there is no such file
  static ChainFileReader open(Path file) {
    try {
      return new ChainFileReader(
          file, new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
    } catch (NoSuchFileException e) {
      throw new ChainFileException("no such chain file: " + file, e);
    } catch (IOException e) {
      throw new ChainFileException("cannot read " + file + ": " + e, e);
    }
  }

  /// Where the next block starts.
  long offset() {
    return offset;
  }

  /// The encoding of the next block, or nothing at the end of the file.
  ///
  /// @throws ChainFileException when no block can start here or the file ends within it
  @Nullable Bytes next() {
    try {
      int first = input.read();
      return first < 0 ? null : read(first);
    } catch (IOException e) {
      throw new ChainFileException("cannot read " + file + ": " + e, e);
    }
  }

  private Bytes read(int first) throws IOException {
    if (first < SHORT_LIST) {
      throw fault("no block starts with the byte " + first);
    }
    byte[] prefix = {(byte) first};
    long payloadBytes = (long) first - SHORT_LIST;
    if (first > LONG_LIST) {
      int lengthBytes = first - LONG_LIST;
      if (lengthBytes > MAX_LENGTH_BYTES) {
        throw fault("a block with a length of " + lengthBytes + " bytes");
      }
      byte[] length = exactly(lengthBytes);
      payloadBytes = 0;
      prefix = new byte[1 + lengthBytes];
      prefix[0] = (byte) first;
      for (int i = 0; i < lengthBytes; i++) {
        prefix[1 + i] = length[i];
        payloadBytes = payloadBytes << 8 | (length[i] & 0xff);
      }
    }
    long sizeBytes = prefix.length + payloadBytes;
    if (sizeBytes > BlockCodec.MAX_ENCODED_BYTES) {
      throw fault("a block of " + sizeBytes + " bytes, more than " + BlockCodec.MAX_ENCODED_BYTES);
    }
    byte[] payload = exactly((int) payloadBytes);
    byte[] block = new byte[(int) sizeBytes];
    System.arraycopy(prefix, 0, block, 0, prefix.length);
    System.arraycopy(payload, 0, block, prefix.length, payload.length);
    offset += sizeBytes;
    return Bytes.wrap(block);
  }

  /// As the stream grows the array with what it has, a false length takes no memory.
  private byte[] exactly(int count) throws IOException {
    byte[] bytes = input.readNBytes(count);
    if (bytes.length < count) {
      throw fault("the file ends within the block");
    }
    return bytes;
  }

  private ChainFileException fault(String what) {
    return new ChainFileException(file + " at byte " + offset + ": " + what);
  }

  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      throw new ChainFileException("cannot close " + file + ": " + e, e);
    }
  }
}
