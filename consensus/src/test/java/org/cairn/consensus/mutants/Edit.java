package org.cairn.consensus.mutants;

import org.jspecify.annotations.Nullable;

/// One change to one method of a compiled class. The class is named from `org.cairn.consensus` on.
record Edit(String type, String method, Place place, @Nullable Object becomes) {
  /// What of the method changes.
  sealed interface Place {
    /// All of it.
    record Body() implements Place {}

    /// Each call of a method with this name.
    record Call(String name) implements Place {}

    /// Each reading of a field with this name.
    record Read(String name) implements Place {}
  }

  /// A method of a class of wrong rules, which takes the arguments of what it stands for, the
  /// receiver first.
  record Rule(String type, String name) {}

  /// What stands there instead: a boolean, an int, a long, null (nothing, if the place has no
  /// value), or a [Rule].
  static Edit body(String type, String method, @Nullable Object becomes) {
    return new Edit(type, method, new Place.Body(), becomes);
  }

  static Edit call(String type, String method, String callee, @Nullable Object becomes) {
    return new Edit(type, method, new Place.Call(callee), becomes);
  }

  static Edit read(String type, String method, String field, @Nullable Object becomes) {
    return new Edit(type, method, new Place.Read(field), becomes);
  }

  static Rule rule(String name) {
    return new Rule("simplex.MutantRules", name);
  }
}
