package org.cairn.rpc.trace;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.jspecify.annotations.Nullable;

/// What was recorded of one transaction.
public sealed interface Trace {
  record Opcodes(long gasUsed, boolean failed, Bytes returnValue, List<OpcodeStep> steps)
      implements Trace {
    public Opcodes {
      steps = Collections.unmodifiableList(steps);
    }
  }

  record Calls(CallFrame outermost) implements Trace {}

  record FlatCalls(CallFrame outermost, boolean parityErrors) implements Trace {}

  record Prestate(SortedMap<Address, AccountShot> accounts) implements Trace {
    public Prestate {
      accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
    }
  }

  record Difference(SortedMap<Address, AccountShot> before, SortedMap<Address, AccountShot> after)
      implements Trace {
    public Difference {
      before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
      after = Collections.unmodifiableSortedMap(new TreeMap<>(after));
    }
  }

  /// By `0xSELECTOR-BYTES`.
  record Selectors(SortedMap<String, Long> counts) implements Trace {
    public Selectors {
      counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }
  }

  /// What was not asked for is absent.
  record Parity(
      Bytes output,
      @Nullable CallFrame calls,
      @Nullable SortedMap<Address, AccountChange> changes,
      @Nullable CodeTrace code)
      implements Trace {
    public Parity {
      changes = changes == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    }
  }

  record Nothing() implements Trace {}
}
