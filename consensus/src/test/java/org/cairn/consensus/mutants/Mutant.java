package org.cairn.consensus.mutants;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.function.LongFunction;

/// A breach of one rule, what is tried on it, and for how many seeds.
record Mutant(String name, Kind kind, String trial, long seeds, List<Edit> edits, boolean isQuick) {
  private static final long FIRST_SEED = 1;

  /// What the rule is for.
  enum Kind {
    SAFETY,
    LIVENESS,
    LATENCY
  }

  /// Who saw the mutant, and after how many seeds. Nobody did when `by` is empty.
  record Fate(String by, long seeds) {
    boolean isKilled() {
      return !by.isEmpty();
    }
  }

  /// Seeds of the standard draw, or of a named trial of [SeedTrial].
  static Mutant seeds(String name, Kind kind, String trial, long seeds, Edit... edits) {
    return new Mutant(name, kind, trial, seeds, List.of(edits), true);
  }

  /// A unit test, `package.Class.method`.
  static Mutant unit(String name, Kind kind, String test, Edit... edits) {
    return new Mutant(name, kind, test, 1, List.of(edits), true);
  }

  /// The mutant, left out of the suite because it takes long to be seen.
  Mutant slow() {
    return new Mutant(name, kind, trial, seeds, edits, false);
  }

  @Override
  public String toString() {
    return name;
  }

  private boolean isUnit() {
    return trial.contains("Test.");
  }

  /// Tries seed after seed until somebody sees it.
  Fate hunt() {
    return hunt(new MutantLoader(edits));
  }

  /// What the trial says of the right rules.
  Fate control(long count) {
    return new Mutant(name, kind, trial, Math.min(seeds, count), List.of(), true)
        .hunt(new MutantLoader(List.of()));
  }

  private Fate hunt(MutantLoader loader) {
    LongFunction<?> tried = load(loader);
    for (long i = 0; i < seeds; i++) {
      Object by = tried.apply(FIRST_SEED + i);
      if (by != null) {
        return new Fate(by.toString(), i + 1);
      }
    }
    if (!loader.missed().isEmpty()) {
      throw new AssertionError("no place for " + loader.missed());
    }
    return new Fate("", seeds);
  }

  private LongFunction<?> load(MutantLoader loader) {
    Class<?> type = isUnit() ? UnitTrial.class : SeedTrial.class;
    try {
      Constructor<?> constructor =
          loader.loadClass(type.getName()).getDeclaredConstructor(String.class);
      constructor.setAccessible(true);
      return (LongFunction<?>) constructor.newInstance(trial);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }
}
