package org.cairn.rpc.port;

import org.cairn.core.state.StateReader;

/// Executes messages on a throw-away copy of a state: no nonce, signature or fee is checked or
/// charged, intrinsic gas is.
public interface CallExecutor {
  /// Runs the message on top of `state` in that block.
  CallOutcome call(CallRequest request, StateReader state, CallBlock block);
}
