package org.cairn.p2p.frame;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Reads the fields of a payload that a peer sent. Every method throws [DecodingException], and
/// nothing else, when the bytes do not hold what is asked for.
public final class WireReader {
  private final byte[] array;
  private int at;

  public WireReader(Bytes payload) {
    array = payload.shared();
  }

  public int u8() {
    need(1);
    return array[at++] & 0xff;
  }

  public int u16() {
    return u8() << 8 | u8();
  }

  public long u32() {
    return (long) u16() << 16 | u16();
  }

  public long u64() {
    return u32() << 32 | u32();
  }

  public Hash hash() {
    need(Hash.SIZE_BYTES);
    Hash hash = Hash.copy(array, at);
    at += Hash.SIZE_BYTES;
    return hash;
  }

  public Bytes bytes(int count) {
    need(count);
    Bytes bytes = Bytes.copy(array, at, count);
    at += count;
    return bytes;
  }

  /// All that is left.
  public Bytes rest() {
    return bytes(array.length - at);
  }

  /// Text of up to 255 bytes in UTF-8 with their count before them.
  public String text() {
    int length = u8();
    need(length);
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(array, at, length)).toString();
      at += length;
      return text;
    } catch (CharacterCodingException e) {
      throw new DecodingException("text is not UTF-8", e);
    }
  }

  public boolean hasMore() {
    return at < array.length;
  }

  /// Requires that nothing is left.
  public void end() {
    if (at != array.length) {
      throw new DecodingException((array.length - at) + " bytes too many");
    }
  }

  private void need(int count) {
    if (count < 0 || count > array.length - at) {
      throw new DecodingException(count + " bytes needed, " + (array.length - at) + " left");
    }
  }
}
