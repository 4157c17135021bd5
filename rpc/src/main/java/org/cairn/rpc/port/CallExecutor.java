package org.cairn.rpc.port;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.state.StateReader;

/// Executes messages on a throw-away copy of a state: no nonce, signature or fee is checked or
/// charged, intrinsic gas is.
public interface CallExecutor {
  /// Runs the message on top of `state` with `header` as the block that it runs in.
  CallOutcome call(CallRequest request, StateReader state, BlockHeader header);
}
