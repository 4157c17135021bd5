package org.cairn.rpc.codec;

import org.cairn.core.types.Hash;
import org.cairn.rpc.port.Submission;

/// What a client is told of a transaction that it handed in.
public final class Submissions {
  private Submissions() {}

  /// The hash of the accepted transaction. A refusal has the text that libraries match on, and in
  /// `data` the same for programs.
  public static Hash hash(Submission submission) {
    return switch (submission) {
      case Submission.Accepted(Hash hash) -> hash;
      case Submission.Malformed(String message) ->
          throw new RpcException(RpcError.INVALID_PARAMS, "invalid argument 0: " + message);
      case Submission.Refused refused ->
          throw new RpcException(
              RpcError.SERVER,
              refused.message(),
              ErrorDetails.of(refused.type(), refused.details()));
    };
  }
}
