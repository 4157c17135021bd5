package org.cairn.consensus.mutants;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A unit test on the classes of its own loader: which says `Class.method` when the test fails.
final class UnitTrial implements LongFunction<@Nullable String> {
  private final String test;

  UnitTrial(String test) {
    this.test = test;
  }

  @Override
  public @Nullable String apply(long seed) {
    int dot = test.lastIndexOf('.');
    try {
      Class<?> type = Class.forName("org.cairn.consensus." + test.substring(0, dot));
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      Method method = type.getDeclaredMethod(test.substring(dot + 1));
      method.setAccessible(true);
      method.invoke(constructor.newInstance());
      return null;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof LinkageError broken) {
        throw broken; // the mutant is no class any more
      }
      return test.substring(test.lastIndexOf('.', dot - 1) + 1);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no test " + test, e);
    }
  }
}
