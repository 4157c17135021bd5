package org.cairn.rpc.server;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
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
/// on the caller's thread, which must be a virtual one, as it may wait for its turn.
final class JsonRpc {
  private static final Logger LOG = LoggerFactory.getLogger(JsonRpc.class);

  /// What an error costs at most beyond the limit, so that it can be written when the limit is hit.
  private static final int ERROR_RESERVE_BYTES = 4096;

  private static final String NO_ID = "null";

  private final MethodTable methods;
  private final RpcLimits limits;
  private final Semaphore turns;
  private final RateLimit rate;

  JsonRpc(MethodTable methods, RpcLimits limits, RateLimit rate) {
    this.methods = methods;
    this.limits = limits;
    this.rate = rate;
    this.turns = new Semaphore(limits.maxConcurrentCalls());
  }

  /// The response, or nothing when the message has only notifications.
  byte @Nullable [] answer(byte[] text, Caller caller) {
    return switch (MessageReader.read(text, limits.maxBatch())) {
      case Message.Malformed(RpcError error) -> error(error);
      case Message.Single(Call call) -> {
        ResponseBuffer response = new ResponseBuffer(limits.maxResponseBytes());
        yield respond(call, caller, response) ? response.toByteArray() : null;
      }
      case Message.Batch(List<Call> calls) -> batch(calls, caller);
    };
  }

  /// A response that refuses a whole message.
  static byte[] error(RpcError error) {
    ResponseBuffer response = new ResponseBuffer(ERROR_RESERVE_BYTES);
    writeError(response, NO_ID, error);
    return response.toByteArray();
  }

  /// An array of complete responses: each is written by its own generator, so that one that fails
  /// half-way can be taken back. The brackets between them are the only bytes set by hand.
  private byte @Nullable [] batch(List<Call> calls, Caller caller) {
    ResponseBuffer response =
        new ResponseBuffer(limits.maxResponseBytes() + limits.maxBatch() * ERROR_RESERVE_BYTES / 8);
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
    return any ? response.toByteArray() : null;
  }

  private static RpcError tooLarge() {
    return new RpcError(RpcError.RESPONSE_TOO_LARGE, "response too large: ask for less at once");
  }

  /// Whether there is a response; a notification has none, whatever becomes of it.
  private boolean respond(Call call, Caller caller, ResponseBuffer response) {
    String id = call.id();
    int mark = response.size();
    try {
      Answer answer = result(call, caller);
      if (id != null) {
        write(response, id, "result", answer);
      }
    } catch (RpcException e) {
      response.truncate(mark);
      if (id != null) {
        writeError(response, id, e.error());
      }
    }
    return id != null;
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
        yield method.waits() ? run(method, params, caller) : takeTurn(method, params, caller);
      }
    };
  }

  /// Methods that tell about the machine or are made for tests are not for strangers.
  private static boolean isForOperator(String method) {
    return method.startsWith("admin_") || method.startsWith("testing_");
  }

  private Answer takeTurn(Method method, Call.Slice params, Caller caller) {
    turns.acquireUninterruptibly();
    try {
      return run(method, params, caller);
    } finally {
      turns.release();
    }
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
