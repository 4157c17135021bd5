package org.cairn.p2p.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Writes the fields of a payload, big-endian and without padding.
public final class WireWriter {
  private byte[] array;
  private int size;

  public WireWriter(int expectedBytes) {
    array = new byte[Math.max(expectedBytes, 16)];
  }

  public WireWriter u8(int value) {
    room(1);
    array[size++] = (byte) value;
    return this;
  }

  public WireWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  public WireWriter u32(long value) {
    return u16((int) (value >>> 16)).u16((int) value);
  }

  public WireWriter u64(long value) {
    return u32(value >>> 32).u32(value);
  }

  public WireWriter raw(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, array, size, bytes.length);
    size += bytes.length;
    return this;
  }

  public WireWriter hash(Hash hash) {
    return raw(hash.shared());
  }

  /// Up to 255 bytes of text with their count before them; more is cut off.
  public WireWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, 255);
    return u8(length).raw(length == utf8.length ? utf8 : Arrays.copyOf(utf8, length));
  }

  public int size() {
    return size;
  }

  public Bytes toBytes() {
    return Bytes.wrap(Arrays.copyOf(array, size));
  }

  private void room(int more) {
    if (size + more > array.length) {
      array = Arrays.copyOf(array, Math.max(size + more, array.length * 2));
    }
  }
}
