package org.cairn.evm.conformance;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which cases to run: those of a fork (or network), and those in whose name a pattern is found.
public record Selection(@Nullable String fork, @Nullable Pattern run) {
  public static final Selection ALL = new Selection(null, null);

  boolean takesName(String name) {
    return run == null || run.matcher(name).find();
  }

  boolean takesFork(String name) {
    return fork == null || fork.equalsIgnoreCase(name);
  }
}
