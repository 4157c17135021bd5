package org.cairn.core.rlp;

import java.util.Arrays;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;

/// Writes RLP items one after another into a growing buffer.
///
/// One byte is kept free for the header of each open list. That is the final place for a payload
/// below 56 bytes; a longer payload is moved once, by one to four bytes, when its list ends.
public final class RlpWriter {
  private static final int DEFAULT_CAPACITY_BYTES = 256;
  private static final int DEFAULT_DEPTH = 8;

  /// The longest payload whose length fits into the first byte.
  static final int SHORT_BYTES = 55;

  private byte[] buffer;
  private int end;
  private int[] openLists = new int[DEFAULT_DEPTH];
  private int depth;

  public RlpWriter() {
    this(DEFAULT_CAPACITY_BYTES);
  }

  /// A writer whose buffer holds that many bytes before it grows.
  public RlpWriter(int capacityBytes) {
    buffer = new byte[capacityBytes];
  }

  public RlpWriter startList() {
    reserve(1);
    if (depth == openLists.length) {
      openLists = Arrays.copyOf(openLists, depth * 2);
    }
    openLists[depth++] = end++;
    return this;
  }

  /// @throws IllegalStateException when no list is open
  public RlpWriter endList() {
    if (depth == 0) {
      throw new IllegalStateException("no list is open");
    }
    int start = openLists[--depth];
    int lengthBytes = end - start - 1;
    if (lengthBytes <= SHORT_BYTES) {
      buffer[start] = (byte) (0xc0 + lengthBytes);
      return this;
    }
    int lengthOfLength = lengthOfLength(lengthBytes);
    reserve(lengthOfLength);
    System.arraycopy(buffer, start + 1, buffer, start + 1 + lengthOfLength, lengthBytes);
    end += lengthOfLength;
    buffer[start] = (byte) (0xf7 + lengthOfLength);
    putLength(start + 1, lengthBytes, lengthOfLength);
    return this;
  }

  public RlpWriter bytes(byte[] bytes) {
    return bytes(bytes, 0, bytes.length);
  }

  public RlpWriter bytes(Bytes bytes) {
    return bytes(bytes.shared());
  }

  public RlpWriter bytes(Hash hash) {
    return bytes(hash.shared());
  }

  public RlpWriter bytes(Address address) {
    return bytes(address.shared());
  }

  public RlpWriter bytes(byte[] source, int offset, int lengthBytes) {
    reserve(lengthBytes + 5);
    if (lengthBytes == 1 && source[offset] >= 0) {
      buffer[end++] = source[offset];
      return this;
    }
    if (lengthBytes <= SHORT_BYTES) {
      buffer[end++] = (byte) (0x80 + lengthBytes);
    } else {
      int lengthOfLength = lengthOfLength(lengthBytes);
      buffer[end] = (byte) (0xb7 + lengthOfLength);
      putLength(end + 1, lengthBytes, lengthOfLength);
      end += 1 + lengthOfLength;
    }
    System.arraycopy(source, offset, buffer, end, lengthBytes);
    end += lengthBytes;
    return this;
  }

  /// The 64 bits as an unsigned integer: big-endian without leading zeros, zero as the empty
  /// string.
  public RlpWriter scalar(long unsigned) {
    reserve(9);
    if (unsigned >= 0 && unsigned < 0x80) {
      buffer[end++] = unsigned == 0 ? (byte) 0x80 : (byte) unsigned;
      return this;
    }
    int lengthBytes = (71 - Long.numberOfLeadingZeros(unsigned)) >>> 3;
    buffer[end++] = (byte) (0x80 + lengthBytes);
    putLongBytes(unsigned, lengthBytes);
    return this;
  }

  public RlpWriter scalar(UInt256 value) {
    if ((value.limb3() | value.limb2() | value.limb1()) == 0) {
      return scalar(value.limb0());
    }
    reserve(33);
    int header = end++;
    int lengthBytes = putLimb(value.limb3(), false);
    lengthBytes += putLimb(value.limb2(), lengthBytes > 0);
    lengthBytes += putLimb(value.limb1(), lengthBytes > 0);
    lengthBytes += putLimb(value.limb0(), true);
    buffer[header] = (byte) (0x80 + lengthBytes);
    return this;
  }

  /// Appends bytes that are RLP already, or a prefix that stands outside of it.
  public RlpWriter raw(byte[] encoded) {
    reserve(encoded.length);
    System.arraycopy(encoded, 0, buffer, end, encoded.length);
    end += encoded.length;
    return this;
  }

  /// Appends bytes that are RLP already, or a prefix that stands outside of it.
  public RlpWriter raw(Bytes encoded) {
    return raw(encoded.shared());
  }

  /// Appends one byte as it is: a type prefix of EIP-2718.
  public RlpWriter rawByte(int value) {
    reserve(1);
    buffer[end++] = (byte) value;
    return this;
  }

  public int sizeBytes() {
    return end;
  }

  /// @throws IllegalStateException when a list is still open
  public byte[] toByteArray() {
    if (depth != 0) {
      throw new IllegalStateException("open lists: " + depth);
    }
    return Arrays.copyOf(buffer, end);
  }

  /// @throws IllegalStateException when a list is still open
  public Bytes toBytes() {
    return Bytes.wrap(toByteArray());
  }

  /// What a list takes with its header, from the size of its items.
  public static long listBytes(long itemsBytes) {
    return itemsBytes + headerBytes(itemsBytes);
  }

  /// What a byte string takes with its header.
  public static long stringBytes(Bytes bytes) {
    boolean bare = bytes.size() == 1 && bytes.get(0) >= 0;
    return bare ? 1 : bytes.size() + (long) headerBytes(bytes.size());
  }

  private static int headerBytes(long payloadBytes) {
    return payloadBytes <= SHORT_BYTES ? 1 : 1 + lengthOfLength(Math.toIntExact(payloadBytes));
  }

  private int putLimb(long limb, boolean full) {
    int lengthBytes = full ? 8 : (71 - Long.numberOfLeadingZeros(limb)) >>> 3;
    putLongBytes(limb, lengthBytes);
    return lengthBytes;
  }

  private void putLongBytes(long value, int lengthBytes) {
    for (int shift = 8 * lengthBytes - 8; shift >= 0; shift -= 8) {
      buffer[end++] = (byte) (value >>> shift);
    }
  }

  private void putLength(int offset, int lengthBytes, int lengthOfLength) {
    for (int i = 0; i < lengthOfLength; i++) {
      buffer[offset + i] = (byte) (lengthBytes >>> (8 * (lengthOfLength - 1 - i)));
    }
  }

  private void reserve(int moreBytes) {
    int needed = Math.addExact(end, moreBytes);
    if (needed > buffer.length) {
      buffer =
          Arrays.copyOf(buffer, (int) Math.min(Math.max(needed, 2L * end), Integer.MAX_VALUE - 8));
    }
  }

  private static int lengthOfLength(int lengthBytes) {
    return (39 - Integer.numberOfLeadingZeros(lengthBytes)) >>> 3;
  }
}
