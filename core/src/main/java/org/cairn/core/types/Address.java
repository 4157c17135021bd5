package org.cairn.core.types;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// An account's address: 20 bytes.
public final class Address implements Comparable<Address> {
  public static final int SIZE_BYTES = 20;
  public static final Address ZERO = new Address(new byte[SIZE_BYTES]);

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] array;

  private Address(byte[] array) {
    if (array.length != SIZE_BYTES) {
      throw new IllegalArgumentException(
          "Address has " + SIZE_BYTES + " bytes, not " + array.length);
    }
    this.array = array;
  }

  /// A copy of the array.
  public static Address of(byte[] array) {
    return new Address(array.clone());
  }

  /// A copy of the bytes at an offset.
  public static Address copy(byte[] array, int offset) {
    return new Address(Arrays.copyOfRange(array, offset, offset + SIZE_BYTES));
  }

  /// Takes the array over without a copy; the caller must never write to it again.
  public static Address wrap(byte[] array) {
    return new Address(array);
  }

  /// @throws IllegalArgumentException when the text is not hexadecimal or has another length
  public static Address fromHex(String text) {
    return new Address(Hex.decode(text));
  }

  /// A copy that the caller owns.
  public byte[] toArray() {
    return array.clone();
  }

  /// The array behind this value, for hot paths: it must not be written to.
  public byte[] shared() {
    return array;
  }

  public Bytes toBytes() {
    return Bytes.wrap(array);
  }

  /// Unsigned lexicographic order.
  @Override
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that && Arrays.equals(array, that.array);
  }

  /// Two words of the bytes mixed; enough, as most values are outputs of a hash.
  @Override
  public int hashCode() {
    return (int) INTS.get(array, 0) * 31 + (int) INTS.get(array, SIZE_BYTES - 4);
  }

  @Override
  public String toString() {
    return Hex.encode(array);
  }
}
