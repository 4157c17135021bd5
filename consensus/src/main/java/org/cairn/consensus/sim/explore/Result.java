package org.cairn.consensus.sim.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of one case.
///
/// @param states different states of the whole
/// @param locals different states of single validators
/// @param messages so many Byzantine messages, in any way, were explored to the end; -1 for none
/// @param complete whether nothing is left to be visited
/// @param withFinal how many states have a final block at some honest validator
/// @param violation the rule that was broken, if any
/// @param trace a way to break it, with as few Byzantine messages as can be
public record Result(
    long states,
    long locals,
    int messages,
    boolean complete,
    long withFinal,
    @Nullable String violation,
    List<String> trace) {
  public Result {
    trace = List.copyOf(trace);
  }
}
