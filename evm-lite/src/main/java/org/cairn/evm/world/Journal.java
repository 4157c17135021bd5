package org.cairn.evm.world;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a transaction has changed, in order, with what was there before: an append-only list that a
/// failed call is undone from by index.
final class Journal {
  private static final int INITIAL_CAPACITY = 32;

  /// What an entry undoes.
  enum Kind {
    BALANCE,
    NONCE,
    CODE,
    CREATED,
    TOUCHED,
    DESTROYED,
    WARM_ACCOUNT,
    WARM_SLOT,
    SLOT,
    REFUND,
    LOG
  }

  private Kind[] kinds = new Kind[INITIAL_CAPACITY];
  private @Nullable Object[] subjects = new Object[INITIAL_CAPACITY];
  private @Nullable Object[] objects = new Object[INITIAL_CAPACITY];
  private long[] numbers = new long[4 * INITIAL_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  /// Appends an entry and returns the index of its first number.
  int add(Kind kind, @Nullable Object subject, @Nullable Object former) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * size);
      subjects = Arrays.copyOf(subjects, 2 * size);
      objects = Arrays.copyOf(objects, 2 * size);
      numbers = Arrays.copyOf(numbers, 8 * size);
    }
    kinds[size] = kind;
    subjects[size] = subject;
    objects[size] = former;
    return 4 * size++;
  }

  void add(Kind kind, @Nullable Object subject, @Nullable Object former, long number) {
    int at = add(kind, subject, former);
    numbers[at] = number;
  }

  long[] numbers() {
    return numbers;
  }

  Kind kind(int index) {
    return kinds[index];
  }

  @Nullable Object subject(int index) {
    return subjects[index];
  }

  @Nullable Object object(int index) {
    return objects[index];
  }

  long number(int index, int which) {
    return numbers[4 * index + which];
  }

  /// Forgets the entries from an index on; the objects go, so that they can be collected.
  void truncate(int toSize) {
    Arrays.fill(subjects, toSize, size, null);
    Arrays.fill(objects, toSize, size, null);
    size = toSize;
  }
}
