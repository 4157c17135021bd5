package org.cairn.rpc.codec;

import java.util.List;

/// What a client sends at once.
public sealed interface Message {
  record Single(Call call) implements Message {}

  /// Answered by one array, in this order.
  record Batch(List<Call> calls) implements Message {
    public Batch {
      calls = List.copyOf(calls);
    }
  }

  /// Not a message at all: answered by one error with the id `null`.
  record Malformed(RpcError error) implements Message {}
}
