package org.cairn.evm.world;

import org.jspecify.annotations.Nullable;

/// Slots of one account by key: a hash table with linear probing, keyed by limbs so that a lookup
/// allocates nothing. Its order never reaches an output.
final class SlotTable {
  private static final int INITIAL_CAPACITY = 16;

  private @Nullable Slot[] slots = new Slot[INITIAL_CAPACITY];
  private int count;

  private static int hash(long limb3, long limb2, long limb1, long limb0) {
    long mixed = limb0 * 0x9e3779b97f4a7c15L ^ limb1 * 0xc2b2ae3d27d4eb4fL;
    mixed = Long.rotateLeft(mixed, 31) * 0x165667b19e3779f9L;
    mixed ^= limb2 * 0x85ebca77c2b2ae63L ^ limb3 * 0x27d4eb2f165667c5L;
    mixed *= 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }

  @Nullable Slot find(long limb3, long limb2, long limb1, long limb0) {
    int mask = slots.length - 1;
    int index = hash(limb3, limb2, limb1, limb0) & mask;
    while (true) {
      Slot slot = slots[index];
      if (slot == null || slot.hasKey(limb3, limb2, limb1, limb0)) {
        return slot;
      }
      index = (index + 1) & mask;
    }
  }

  /// Adds a slot whose key is not in the table.
  void add(Slot slot) {
    if (2 * (count + 1) > slots.length) {
      @Nullable Slot[] former = slots;
      slots = new Slot[2 * former.length];
      for (Slot each : former) {
        if (each != null) {
          place(each);
        }
      }
    }
    place(slot);
    count++;
  }

  private void place(Slot slot) {
    int mask = slots.length - 1;
    int index =
        hash(slot.key().limb3(), slot.key().limb2(), slot.key().limb1(), slot.key().limb0()) & mask;
    while (slots[index] != null) {
      index = (index + 1) & mask;
    }
    slots[index] = slot;
  }

  /// The table's array, with gaps.
  @Nullable Slot[] array() {
    return slots;
  }

  boolean isEmpty() {
    return count == 0;
  }
}
