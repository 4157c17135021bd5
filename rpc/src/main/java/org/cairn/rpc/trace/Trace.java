package org.cairn.rpc.trace;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;

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

  record Nothing() implements Trace {}
}
