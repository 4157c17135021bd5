package org.cairn.rpc.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.subscription.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes messages from the event loops to virtual threads. When too many wait, a message is refused
/// at once with an error that clients take as "try again".
final class Workers {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final JsonRpc rpc;
  private final int maxWaiting;
  private final AtomicInteger waiting = new AtomicInteger();

  Workers(JsonRpc rpc, int maxWaiting) {
    this.rpc = rpc;
    this.maxWaiting = maxWaiting;
  }

  /// Hands the response, or nothing when there is none, to `reply`, on any thread.
  void submit(byte[] message, Caller caller, Consumer<byte @Nullable []> reply) {
    if (waiting.incrementAndGet() > maxWaiting) {
      waiting.decrementAndGet();
      reply.accept(
          JsonRpc.error(
              new RpcError(RpcError.LIMIT_EXCEEDED, "too many requests at once, try again later")));
      return;
    }
    var _ = Thread.ofVirtual().name("rpc").start(() -> answer(message, caller, reply));
  }

  /// The same on the caller's own thread, a virtual one, which so has one message at a time.
  void answerHere(byte[] message, Caller caller, Consumer<byte @Nullable []> reply) {
    var _ = waiting.incrementAndGet();
    answer(message, caller, reply);
  }

  /// The root of a virtual thread.
  private void answer(byte[] message, Caller caller, Consumer<byte @Nullable []> reply) {
    byte[] response;
    try {
      response = rpc.answer(message, caller);
    } catch (Throwable e) {
      LOG.error("event=message_failed", e);
      response = JsonRpc.error(new RpcError(RpcError.INTERNAL, "internal error"));
    } finally {
      waiting.decrementAndGet();
    }
    reply.accept(response);
    caller.answered();
  }
}
