package org.cairn.rpc.port;

import java.util.List;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.state.StateReader;
import org.jspecify.annotations.Nullable;

/// Finds out which accounts and slots a message touches.
public interface AccessListFinder {
  /// What was touched beyond what is warm anyway, and what the message used; `error` is absent when
  /// it succeeded.
  record Found(List<AccessListEntry> accessList, long gasUsed, @Nullable String error) {
    public Found {
      accessList = List.copyOf(accessList);
    }
  }

  /// Runs the message with the access list that it has.
  Found find(CallRequest request, StateReader state, CallBlock block);
}
