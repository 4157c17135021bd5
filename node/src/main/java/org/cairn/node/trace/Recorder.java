package org.cairn.node.trace;

import org.cairn.evm.trace.Tracer;
import org.cairn.rpc.trace.Trace;

/// A tracer that has something to tell in the end.
interface Recorder extends Tracer {
  /// What was recorded; asked for when the transaction is over.
  Trace trace();
}
