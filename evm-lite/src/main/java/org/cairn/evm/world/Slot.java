package org.cairn.evm.world;

import org.cairn.core.types.UInt256;

/// A storage slot: its value now, at the start of the transaction and at the start of the block.
public final class Slot {
  private final UInt256 key;
  private final UInt256 base;
  private long value3;
  private long value2;
  private long value1;
  private long value0;
  private long original3;
  private long original2;
  private long original1;
  private long original0;
  private long originalStamp;
  long warmStamp;

  Slot(UInt256 key, UInt256 base) {
    this.key = key;
    this.base = base;
    put(base.limb3(), base.limb2(), base.limb1(), base.limb0());
  }

  UInt256 key() {
    return key;
  }

  boolean hasKey(long limb3, long limb2, long limb1, long limb0) {
    return ((key.limb0() ^ limb0)
            | (key.limb1() ^ limb1)
            | (key.limb2() ^ limb2)
            | (key.limb3() ^ limb3))
        == 0;
  }

  UInt256 base() {
    return base;
  }

  public UInt256 value() {
    return new UInt256(value3, value2, value1, value0);
  }

  boolean isZero() {
    return (value0 | value1 | value2 | value3) == 0;
  }

  void put(long limb3, long limb2, long limb1, long limb0) {
    value3 = limb3;
    value2 = limb2;
    value1 = limb1;
    value0 = limb0;
  }

  /// At the first access in a transaction, the value is what the transaction started with.
  void enter(long stamp) {
    if (originalStamp != stamp) {
      originalStamp = stamp;
      original3 = value3;
      original2 = value2;
      original1 = value1;
      original0 = value0;
    }
  }

  /// Writes the value as a word.
  public void read(long[] stack, int offset) {
    stack[offset] = value0;
    stack[offset + 1] = value1;
    stack[offset + 2] = value2;
    stack[offset + 3] = value3;
  }

  public boolean valueIs(long[] stack, int offset) {
    return ((value0 ^ stack[offset])
            | (value1 ^ stack[offset + 1])
            | (value2 ^ stack[offset + 2])
            | (value3 ^ stack[offset + 3]))
        == 0;
  }

  public boolean valueIsZero() {
    return isZero();
  }

  public boolean valueIsOriginal() {
    return ((value0 ^ original0)
            | (value1 ^ original1)
            | (value2 ^ original2)
            | (value3 ^ original3))
        == 0;
  }

  public boolean originalIs(long[] stack, int offset) {
    return ((original0 ^ stack[offset])
            | (original1 ^ stack[offset + 1])
            | (original2 ^ stack[offset + 2])
            | (original3 ^ stack[offset + 3]))
        == 0;
  }

  public boolean originalIsZero() {
    return (original0 | original1 | original2 | original3) == 0;
  }
}
