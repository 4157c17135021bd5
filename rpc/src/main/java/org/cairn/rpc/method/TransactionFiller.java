package org.cairn.rpc.method;

import org.cairn.core.block.Transaction;
import org.cairn.rpc.codec.CallArguments;

/// Completes what a client left out of a transaction.
@FunctionalInterface
public interface TransactionFiller {
  /// A transaction that only has to be signed.
  ///
  /// @throws org.cairn.rpc.codec.RpcException when there is none, as its call reverts
  Transaction fill(CallArguments given);
}
