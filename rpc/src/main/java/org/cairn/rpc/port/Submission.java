package org.cairn.rpc.port;

import java.util.Map;
import org.cairn.core.types.Hash;

/// What became of a transaction that a client handed in.
public sealed interface Submission {
  /// It is in the pool and on its way to the proposers.
  record Accepted(Hash hash) implements Submission {}

  /// The bytes are no transaction.
  record Malformed(String message) implements Submission {}

  /// The pool refused it. `message` is the text that clients match on, `type` and `details` say the
  /// same for programs: `nonceTooLow`, `expected`, `got`, `sender`.
  record Refused(String type, String message, Map<String, String> details) implements Submission {
    public Refused {
      details = Map.copyOf(details);
    }
  }
}
