package org.cairn.core.types;

import java.util.Arrays;

/// An immutable byte string of any length.
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /// A copy of the array.
  public static Bytes of(byte... array) {
    return array.length == 0 ? EMPTY : new Bytes(array.clone());
  }

  /// A copy of a part of the array.
  public static Bytes copy(byte[] array, int offset, int lengthBytes) {
    return lengthBytes == 0
        ? EMPTY
        : new Bytes(Arrays.copyOfRange(array, offset, offset + lengthBytes));
  }

  /// Takes the array over without a copy; the caller must never write to it again.
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array);
  }

  /// @throws IllegalArgumentException when the text is not hexadecimal of even length
  public static Bytes fromHex(String text) {
    return wrap(Hex.decode(text));
  }

  public int size() {
    return array.length;
  }

  public boolean isEmpty() {
    return array.length == 0;
  }

  public byte get(int index) {
    return array[index];
  }

  /// A part as a byte string of its own.
  public Bytes slice(int offset, int lengthBytes) {
    return copy(array, offset, lengthBytes);
  }

  /// A copy that the caller owns.
  public byte[] toArray() {
    return array.clone();
  }

  /// The array behind this value, for hot paths: it must not be written to.
  public byte[] shared() {
    return array;
  }

  /// Unsigned lexicographic order.
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(array, that.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return Hex.encode(array);
  }
}
