package org.cairn.rpc.method;

import java.util.ArrayList;
import java.util.List;

/// What a method tells of itself: `rpc_discover` and the table in docs/rpc.md are made of it. That
/// the parameters are those that it reads is tested by calling it with one too many.
public record Declaration(String summary, List<Parameter> parameters, Kind result) {
  public Declaration {
    parameters = List.copyOf(parameters);
  }

  /// An argument; one that is not required may be left out or `null`.
  public record Parameter(String name, Kind kind, boolean required) {}

  public static Declaration of(String summary, Kind result) {
    return new Declaration(summary, List.of(), result);
  }

  public Declaration needs(String name, Kind kind) {
    return with(new Parameter(name, kind, true));
  }

  public Declaration takes(String name, Kind kind) {
    return with(new Parameter(name, kind, false));
  }

  private Declaration with(Parameter parameter) {
    List<Parameter> longer = new ArrayList<>(parameters);
    longer.add(parameter);
    return new Declaration(summary, longer, result);
  }
}
