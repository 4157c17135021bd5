package org.cairn.rpc.server;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cairn.core.state.StateUnavailableException;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Call;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.Json;
import org.cairn.rpc.codec.Message;
import org.cairn.rpc.codec.MessageReader;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.method.MethodTable;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.subscription.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns a message into its response: reads it, runs its calls in order, writes their results. Runs
/// on the caller's thread; when that is a virtual one, what computes is handed to others meanwhile.
final class JsonRpc {
  private static final Logger LOG = LoggerFactory.getLogger(JsonRpc.class);

  /// What an error costs at most beyond the limit, so that it can be written when the limit is hit.
  private static final int ERROR_RESERVE_BYTES = 4096;

  private static final String NO_ID = "null";

  /// A trace is the one thing that is long before it is written. One at a time is made, so that the
  /// longest have room together with all else that a node does.
  private static final Duration TRACE_PATIENCE = Duration.ofSeconds(10);

  static final RpcError TOO_MANY =
      new RpcError(RpcError.LIMIT_EXCEEDED, "too many requests at once, try again later");

  /// What a message asks of the thread that answers it.
  enum Demand {
    QUICK,
    COMPUTES,
    WAITS
  }

  private final MethodTable methods;
  private final RpcLimits limits;
  private final MethodThreads threads;
  private final RateLimit rate;
  private final MemoryBudget budget;
  private final Semaphore traces = new Semaphore(1, true);

  JsonRpc(
      MethodTable methods,
      RpcLimits limits,
      RateLimit rate,
      MemoryBudget budget,
      MethodThreads threads) {
    this.threads = threads;
    this.methods = methods;
    this.limits = limits;
    this.rate = rate;
    this.budget = budget;
  }

  Message read(byte[] text) {
    return MessageReader.read(text, limits.maxBatch());
  }

  Demand demand(Message message) {
    return switch (message) {
      case Message.Malformed _ -> Demand.QUICK;
      case Message.Single(Call call) -> demand(call);
      case Message.Batch(List<Call> calls) ->
          calls.stream().anyMatch(call -> demand(call) == Demand.WAITS)
              ? Demand.WAITS
              : Demand.COMPUTES;
    };
  }

  private Demand demand(Call call) {
    Method method = call instanceof Call.Valid valid ? methods.find(valid.method()) : null;
    if (method == null || method.isQuick()) {
      return Demand.QUICK;
    }
    return method.waits() ? Demand.WAITS : Demand.COMPUTES;
  }

  /// The response, or nothing when the message has only notifications. Whoever sends it releases
  /// it.
  @Nullable ResponseBuffer answer(Message message, Caller caller) {
    return switch (message) {
      case Message.Malformed(RpcError error) -> error(error);
      case Message.Single(Call call) -> written(List.of(call), caller, false);
      case Message.Batch(List<Call> calls) -> written(calls, caller, true);
    };
  }

  /// A response that refuses a whole message.
  static ResponseBuffer error(RpcError error) {
    ResponseBuffer response = new ResponseBuffer(ERROR_RESERVE_BYTES, null);
    writeError(response, NO_ID, error);
    return response;
  }

  private @Nullable ResponseBuffer written(List<Call> calls, Caller caller, boolean isBatch) {
    int reserveBytes = limits.maxBatch() * ERROR_RESERVE_BYTES / 8;
    ResponseBuffer response =
        new ResponseBuffer(limits.maxResponseBytes() + (isBatch ? reserveBytes : 0), budget);
    boolean isDone = false;
    try {
      boolean any =
          isBatch ? batch(calls, caller, response) : respond(calls.getFirst(), caller, response);
      isDone = any;
      return any ? response : null;
    } catch (RpcException e) {
      // There is no memory even for the error.
      return error(e.error());
    } finally {
      if (!isDone) {
        response.release();
      }
    }
  }

  /// An array of complete responses: each is written by its own generator, so that one that fails
  /// half-way can be taken back. The brackets between them are the only bytes set by hand.
  private boolean batch(List<Call> calls, Caller caller, ResponseBuffer response) {
    response.write('[');
    boolean any = false;
    for (Call call : calls) {
      int mark = response.size();
      if (any) {
        response.write(',');
      }
      if (mark > limits.maxResponseBytes()) {
        String id = call.id();
        if (id != null) {
          writeError(response, id, tooLarge());
          any = true;
        }
      } else if (respond(call, caller, response)) {
        any = true;
      } else {
        response.truncate(mark);
      }
    }
    response.write(']');
    return any;
  }

  private static RpcError tooLarge() {
    return new RpcError(RpcError.RESPONSE_TOO_LARGE, "response too large: ask for less at once");
  }

  /// Whether there is a response; a notification has none, whatever becomes of it.
  private boolean respond(Call call, Caller caller, ResponseBuffer response) {
    String id = call.id();
    int mark = response.size();
    boolean isTrace = isTrace(call);
    boolean hasTurn = false;
    try {
      hasTurn = isTrace && awaitTrace();
      Answer answer = result(call, caller);
      if (id != null) {
        write(response, id, "result", answer);
      }
    } catch (RpcException e) {
      response.truncate(mark);
      if (id != null) {
        writeError(response, id, e.error());
      }
    } finally {
      if (hasTurn) {
        traces.release();
      }
    }
    return id != null;
  }

  private static boolean isTrace(Call call) {
    return call instanceof Call.Valid valid
        && (valid.method().startsWith("debug_trace") || valid.method().startsWith("trace_"));
  }

  private boolean awaitTrace() {
    try {
      if (traces.tryAcquire(TRACE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new RpcException(TOO_MANY);
  }

  private Answer result(Call call, Caller caller) {
    return switch (call) {
      case Call.Invalid(_, RpcError error) -> throw new RpcException(error);
      case Call.Valid(_, String name, Call.Slice params) -> {
        Method method = methods.find(name);
        if (method == null || (isForOperator(name) && !caller.mayAdminister())) {
          throw new RpcException(
              RpcError.METHOD_NOT_FOUND,
              "the method " + name + " does not exist/is not available",
              ErrorDetails.of("methodNotFound", Map.of("method", name)));
        }
        if (!rate.take(caller.client())) {
          throw new RpcException(
              RpcError.LIMIT_EXCEEDED, "too many requests from this address, try again later");
        }
        yield method.isQuick() || method.waits() || !Thread.currentThread().isVirtual()
            ? run(method, params, caller)
            : threads.call(
                caller.lane(), () -> run(method, params, caller), () -> new RpcException(TOO_MANY));
      }
    };
  }

  /// Methods that tell about the machine or are made for tests are not for strangers.
  private static boolean isForOperator(String method) {
    return method.startsWith("admin_") || method.startsWith("testing_");
  }

  /// A defect in one method must not take the endpoint down: it is logged and told.
  private static Answer run(Method method, Call.Slice params, Caller caller) {
    try (Arguments arguments = params.arguments()) {
      return method.answer(arguments, caller);
    } catch (RpcException e) {
      throw e;
    } catch (StateUnavailableException e) {
      // A historical state can leave the window while it is being read.
      throw new RpcException(RpcError.SERVER, "missing trie node: " + e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("event=method_failed method={}", method.name(), e);
      throw new RpcException(RpcError.INTERNAL, "internal error in " + method.name());
    }
  }

  private static void writeError(ResponseBuffer response, String id, RpcError error) {
    write(
        response,
        id,
        "error",
        out -> {
          out.writeStartObject();
          out.writeNumberField("code", error.code());
          out.writeStringField("message", error.message());
          Answer data = error.data();
          if (data != null) {
            out.writeFieldName("data");
            data.write(out);
          }
          out.writeEndObject();
        });
  }

  private static void write(ResponseBuffer response, String id, String member, Answer value) {
    try {
      JsonGenerator out = Json.writer(response);
      out.writeStartObject();
      out.writeStringField("jsonrpc", "2.0");
      out.writeFieldName("id");
      out.writeRawValue(id);
      out.writeFieldName(member);
      value.write(out);
      out.writeEndObject();
      // Not closed when a limit was hit, as closing would write what is left.
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }
}
