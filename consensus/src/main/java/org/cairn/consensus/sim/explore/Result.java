package org.cairn.consensus.sim.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of one case.
///
/// @param states different states of the whole
/// @param locals different states of single validators
/// @param depth steps that every state was followed for; all of them, when it is complete
/// @param complete whether nothing is left to be visited
/// @param withFinal how many states have a final block at some honest validator
/// @param violation the rule that was broken, if any
/// @param trace the fewest steps that break it
public record Result(
    long states,
    long locals,
    int depth,
    boolean complete,
    long withFinal,
    @Nullable String violation,
    List<String> trace) {
  public Result {
    trace = List.copyOf(trace);
  }
}
