package org.cairn.core.rlp;

import java.util.Arrays;
import java.util.Objects;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// Reads RLP items one after another, and accepts each value in its one canonical form only: the
/// shortest header, no leading zeros in scalars, no item beyond the end of its list.
///
/// The reader never writes to its input and copies what it hands out. Memory that it takes is
/// bounded by the size of the input.
public final class RlpReader {
  /// Blocks with access lists need six levels; the rest is room.
  public static final int MAX_DEPTH = 16;

  private final byte[] data;
  private final int start;
  private final int[] outerLimits = new int[MAX_DEPTH];
  private int depth;
  private int position;

  /// The end of the innermost open list, or of the input.
  private int limit;

  /// The payload of the item whose header was read last.
  private int payloadStart;

  private int payloadBytes;
  private boolean payloadIsList;

  public RlpReader(byte[] data) {
    this(data, 0, data.length);
  }

  public RlpReader(Bytes data) {
    this(data.shared());
  }

  public RlpReader(byte[] data, int offset, int lengthBytes) {
    Objects.checkFromIndexSize(offset, lengthBytes, data.length);
    this.data = data;
    this.start = offset;
    this.position = offset;
    this.limit = offset + lengthBytes;
  }

  /// Whether another item follows in the innermost open list.
  public boolean hasNext() {
    return position < limit;
  }

  /// Whether the next item is a list.
  ///
  /// @throws DecodingException when nothing follows
  public boolean nextIsList() {
    if (position >= limit) {
      throw new DecodingException("item expected" + at());
    }
    return (data[position] & 0xff) >= 0xc0;
  }

  /// Steps into a list: from now on its items are read.
  public void enterList() {
    header();
    if (!payloadIsList) {
      throw new DecodingException("list expected" + at());
    }
    if (depth == MAX_DEPTH) {
      throw new DecodingException("lists nested deeper than " + MAX_DEPTH);
    }
    outerLimits[depth++] = limit;
    position = payloadStart;
    limit = payloadStart + payloadBytes;
  }

  /// Steps out of the innermost list, whose items must all have been read.
  ///
  /// @throws IllegalStateException when no list is open
  public void leaveList() {
    if (depth == 0) {
      throw new IllegalStateException("no list is open");
    }
    if (position != limit) {
      throw new DecodingException("surplus items in the list" + at());
    }
    limit = outerLimits[--depth];
  }

  /// Demands that the input is used up.
  public void finish() {
    if (depth != 0) {
      throw new IllegalStateException("open lists: " + depth);
    }
    if (position != limit) {
      throw new DecodingException("surplus bytes after the item: " + (limit - position));
    }
  }

  /// A byte string of any length.
  public Bytes bytes() {
    string();
    Bytes bytes = Bytes.copy(data, payloadStart, payloadBytes);
    skipPayload();
    return bytes;
  }

  /// A byte string with a limit.
  public Bytes bytes(int maxBytes) {
    string();
    if (payloadBytes > maxBytes) {
      throw new DecodingException(
          "string of " + payloadBytes + " bytes, more than " + maxBytes + at());
    }
    Bytes bytes = Bytes.copy(data, payloadStart, payloadBytes);
    skipPayload();
    return bytes;
  }

  /// A byte string of exactly that length.
  public byte[] fixedBytes(int lengthBytes) {
    fixed(lengthBytes);
    byte[] bytes = Arrays.copyOfRange(data, payloadStart, payloadStart + lengthBytes);
    skipPayload();
    return bytes;
  }

  public Hash hash() {
    fixed(Hash.SIZE_BYTES);
    Hash hash = Hash.copy(data, payloadStart);
    skipPayload();
    return hash;
  }

  public Address address() {
    fixed(Address.SIZE_BYTES);
    Address address = Address.copy(data, payloadStart);
    skipPayload();
    return address;
  }

  /// An address, or nothing for the empty string.
  public @Nullable Address optionalAddress() {
    string();
    if (payloadBytes == 0) {
      skipPayload();
      return null;
    }
    fixedPayload(Address.SIZE_BYTES);
    Address address = Address.copy(data, payloadStart);
    skipPayload();
    return address;
  }

  /// An unsigned integer of up to 64 bits.
  public long scalar() {
    integer(8);
    long value = 0;
    for (int i = 0; i < payloadBytes; i++) {
      value = value << 8 | (data[payloadStart + i] & 0xff);
    }
    skipPayload();
    return value;
  }

  /// An unsigned integer below 2^63.
  public long scalar63() {
    long value = scalar();
    if (value < 0) {
      throw new DecodingException(
          "integer of 64 bits where 63 are the limit: " + Long.toUnsignedString(value));
    }
    return value;
  }

  /// An unsigned integer from zero to a limit.
  public int scalar(int max) {
    long value = scalar();
    if (value < 0 || value > max) {
      throw new DecodingException(
          "integer " + Long.toUnsignedString(value) + " is more than " + max);
    }
    return (int) value;
  }

  /// An unsigned integer of up to 256 bits.
  public UInt256 uint256() {
    integer(32);
    UInt256 value = new UInt256(limb(24), limb(16), limb(8), limb(0));
    skipPayload();
    return value;
  }

  /// The next item whole, header and payload, as it stands. Items inside a list are not checked.
  public Bytes raw() {
    int from = position;
    header();
    skipPayload();
    return Bytes.copy(data, from, position - from);
  }

  /// Steps over the next item. Items inside a list are not checked.
  public void skip() {
    header();
    skipPayload();
  }

  /// Eight payload bytes, the last of them that many bytes before the payload's end; those before
  /// its start are zero.
  private long limb(int bytesBehind) {
    int end = payloadStart + payloadBytes - bytesBehind;
    long value = 0;
    for (int i = Math.max(payloadStart, end - 8); i < end; i++) {
      value = value << 8 | (data[i] & 0xff);
    }
    return value;
  }

  private void integer(int maxBytes) {
    string();
    if (payloadBytes > maxBytes) {
      throw new DecodingException(
          "integer of " + payloadBytes + " bytes, more than " + maxBytes + at());
    }
    if (payloadBytes > 0 && data[payloadStart] == 0) {
      throw new DecodingException("integer with a leading zero" + at());
    }
  }

  private void fixed(int lengthBytes) {
    string();
    fixedPayload(lengthBytes);
  }

  private void fixedPayload(int lengthBytes) {
    if (payloadBytes != lengthBytes) {
      throw new DecodingException(
          "string of " + payloadBytes + " bytes instead of " + lengthBytes + at());
    }
  }

  private void string() {
    header();
    if (payloadIsList) {
      throw new DecodingException("list instead of a string" + at());
    }
  }

  private void skipPayload() {
    position = payloadStart + payloadBytes;
  }

  /// Reads the header at the position into the three payload fields; the position stays.
  private void header() {
    if (position >= limit) {
      throw new DecodingException("item expected" + at());
    }
    int first = data[position] & 0xff;
    if (first < 0x80) {
      payload(false, position, 1);
    } else if (first <= 0xb7) {
      payload(false, position + 1, first - 0x80);
      if (payloadBytes == 1 && data[payloadStart] >= 0) {
        throw new DecodingException("single byte with a header" + at());
      }
    } else if (first < 0xc0) {
      longHeader(false, first - 0xb7);
    } else if (first <= 0xf7) {
      payload(true, position + 1, first - 0xc0);
    } else {
      longHeader(true, first - 0xf7);
    }
  }

  private void longHeader(boolean list, int lengthOfLength) {
    if (lengthOfLength > limit - position - 1) {
      throw new DecodingException("length cut off" + at());
    }
    if (data[position + 1] == 0) {
      throw new DecodingException("length with a leading zero" + at());
    }
    if (lengthOfLength > 4) {
      throw new DecodingException("length of " + lengthOfLength + " bytes" + at());
    }
    long lengthBytes = 0;
    for (int i = 1; i <= lengthOfLength; i++) {
      lengthBytes = lengthBytes << 8 | (data[position + i] & 0xff);
    }
    if (lengthBytes <= RlpWriter.SHORT_BYTES) {
      throw new DecodingException("short length in the long form" + at());
    }
    payload(list, position + 1 + lengthOfLength, lengthBytes);
  }

  private void payload(boolean list, int from, long lengthBytes) {
    if (lengthBytes > limit - from) {
      throw new DecodingException(
          "item of " + lengthBytes + " bytes where " + (limit - from) + " are left" + at());
    }
    payloadIsList = list;
    payloadStart = from;
    payloadBytes = (int) lengthBytes;
  }

  private String at() {
    return " at byte " + (position - start);
  }
}
