package org.cairn.rpc.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.cairn.rpc.codec.Message;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.subscription.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers messages, each where it belongs: one call that only looks something up at once, on the
/// event loop that read it; what waits for the chain on a virtual thread; the rest on the threads
/// for methods. When too many wait, a message is refused at once with an error that clients take as
/// "try again".
final class Workers {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  /// A longer message is not read on an event loop.
  private static final int MAX_QUICK_BYTES = 4 << 10;

  private final JsonRpc rpc;
  private final MethodThreads threads;
  private final int maxWaiting;
  private final AtomicInteger waiting = new AtomicInteger();

  Workers(JsonRpc rpc, MethodThreads threads, int maxWaiting) {
    this.rpc = rpc;
    this.threads = threads;
    this.maxWaiting = maxWaiting;
  }

  /// Hands the response, or nothing when there is none, to `reply`, on any thread, this one
  /// included. Called on event loops.
  void submit(byte[] text, Caller caller, Consumer<@Nullable ResponseBuffer> reply) {
    if (text.length > MAX_QUICK_BYTES) {
      toThreads(() -> read(text, caller, reply), caller, reply);
      return;
    }
    Message message = rpc.read(text);
    switch (rpc.demand(message)) {
      case QUICK -> answer(message, caller, reply);
      case COMPUTES -> toThreads(() -> answer(message, caller, reply), caller, reply);
      case WAITS -> waitFor(message, caller, reply);
    }
  }

  /// The same on the caller's own thread, a virtual one, which so has one message at a time.
  void answerHere(byte[] text, Caller caller, Consumer<@Nullable ResponseBuffer> reply) {
    answer(rpc.read(text), caller, reply);
  }

  private void read(byte[] text, Caller caller, Consumer<@Nullable ResponseBuffer> reply) {
    Message message = rpc.read(text);
    if (rpc.demand(message) == JsonRpc.Demand.WAITS) {
      waitFor(message, caller, reply);
    } else {
      answer(message, caller, reply);
    }
  }

  private void toThreads(Runnable task, Caller caller, Consumer<@Nullable ResponseBuffer> reply) {
    if (!threads.execute(caller.lane(), task)) {
      reply.accept(JsonRpc.error(JsonRpc.TOO_MANY));
    }
  }

  private void waitFor(Message message, Caller caller, Consumer<@Nullable ResponseBuffer> reply) {
    if (waiting.incrementAndGet() > maxWaiting) {
      waiting.decrementAndGet();
      reply.accept(JsonRpc.error(JsonRpc.TOO_MANY));
      return;
    }
    var _ =
        Thread.ofVirtual()
            .name("rpc")
            .start(() -> {
              try {
                answer(message, caller, reply);
              } finally {
                waiting.decrementAndGet();
              }
            });
  }

  /// The root of what answers a message.
  private void answer(Message message, Caller caller, Consumer<@Nullable ResponseBuffer> reply) {
    ResponseBuffer response;
    try {
      response = rpc.answer(message, caller);
    } catch (Throwable e) {
      LOG.error("event=message_failed", e);
      response = JsonRpc.error(new RpcError(RpcError.INTERNAL, "internal error"));
    }
    reply.accept(response);
    caller.answered();
  }
}
