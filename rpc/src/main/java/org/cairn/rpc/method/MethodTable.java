package org.cairn.rpc.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All methods by name.
public final class MethodTable {
  private final Map<String, Method> methods = new LinkedHashMap<>();

  public MethodTable(List<Method> methods) {
    for (Method method : methods) {
      if (this.methods.put(method.name(), method) != null) {
        throw new IllegalArgumentException("two methods are called " + method.name());
      }
    }
  }

  public @Nullable Method find(String name) {
    return methods.get(name);
  }

  public Set<String> names() {
    return new TreeSet<>(methods.keySet());
  }
}
