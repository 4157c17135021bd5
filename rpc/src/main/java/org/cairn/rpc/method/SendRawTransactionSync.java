package org.cairn.rpc.method;

import java.time.Duration;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Submissions;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.HeadWatch;

/// Hands a signed transaction in and answers with its final receipt (EIP-7966): one request from a
/// wallet to finality.
record SendRawTransactionSync(
    BlockLookup blocks, ChainView chain, TxSink transactions, HeadWatch heads, Duration longest)
    implements Method {
  @Override
  public String name() {
    return "eth_sendRawTransactionSync";
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Hands a signed transaction in and answers with its final receipt (EIP-7966): one"
                + " request from a wallet to finality",
            Kind.OBJECT)
        .needs("transaction", Kind.BYTES)
        .takes("timeout", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Bytes encoded = arguments.required(Values::bytes);
    long timeoutMillis = arguments.optional(Values::count, longest.toMillis());
    arguments.end();
    Duration timeout = Duration.ofMillis(Math.min(timeoutMillis, longest.toMillis()));
    long seen = heads.heads();
    Hash hash = Submissions.hash(transactions.submit(encoded));
    long leftNanos = timeout.toNanos();
    try {
      while (true) {
        Answer receipt = GetTransactionReceipt.receipt(blocks, chain, hash);
        if (receipt != null) {
          return receipt;
        }
        if (leftNanos <= 0) {
          throw timedOut(hash, timeout);
        }
        leftNanos = heads.awaitHead(seen, leftNanos);
        seen = heads.heads();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw timedOut(hash, timeout);
    }
  }

  private static RpcException timedOut(Hash hash, Duration timeout) {
    return new RpcException(
        new RpcError(
            RpcError.TIMED_OUT,
            "the transaction was added to the mempool but wasn't processed in "
                + timeout.toMillis()
                + " ms",
            Answer.text(hash.toString())));
  }
}
