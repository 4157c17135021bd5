package org.cairn.consensus.sim.explore;

import java.util.Arrays;

/// The states found, in the order in which they were found, each with the one before it: 12 bytes a
/// state and 8 to 16 of open addressing.
final class StateTable {
  private long[] states = new long[1 << 10];
  private int[] parents = new int[1 << 10];
  private int[] slots = new int[1 << 11];
  private int size;

  StateTable() {
    Arrays.fill(slots, -1);
  }

  int size() {
    return size;
  }

  long state(int index) {
    return states[index];
  }

  int parent(int index) {
    return parents[index];
  }

  /// True when the state is new.
  boolean add(long state, int parent) {
    int slot = slot(state);
    if (slots[slot] >= 0) {
      return false;
    }
    if (size == states.length) {
      grow();
      slot = slot(state);
    }
    slots[slot] = size;
    states[size] = state;
    parents[size] = parent;
    size++;
    return true;
  }

  boolean contains(long state) {
    return slots[slot(state)] >= 0;
  }

  private int slot(long state) {
    long mixed = state * 0x9e3779b97f4a7c15L;
    int slot = (int) (mixed ^ (mixed >>> 32)) & (slots.length - 1);
    while (slots[slot] >= 0 && states[slots[slot]] != state) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    states = Arrays.copyOf(states, 2 * size);
    parents = Arrays.copyOf(parents, 2 * size);
    slots = new int[4 * size];
    Arrays.fill(slots, -1);
    for (int i = 0; i < size; i++) {
      slots[slot(states[i])] = i;
    }
  }
}
