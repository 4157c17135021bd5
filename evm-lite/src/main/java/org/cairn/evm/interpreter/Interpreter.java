package org.cairn.evm.interpreter;

import java.util.Objects;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.InvariantViolation;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.instruction.CallFamily;
import org.cairn.evm.instruction.CreateFamily;
import org.cairn.evm.instruction.Execution;
import org.cairn.evm.instruction.Frame;
import org.cairn.evm.instruction.FramePool;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.instruction.Message;
import org.cairn.evm.instruction.Observer;
import org.jspecify.annotations.Nullable;

/// Runs a call with all the calls it makes. The calls are frames in a pool, not Java frames, so
/// that 1024 of them cannot overflow the thread's stack.
public final class Interpreter {
  private Interpreter() {}

  /// Runs the message; when it fails, the world is as before it.
  public static CallResult run(Execution execution, Message message, FramePool frames) {
    Frame frame = execution.outermost();
    boolean creates = message.to() == null;
    Observer observer = execution.observer();
    if (observer != null) {
      observer.enter(null, entry(message));
    }
    Halt halt =
        creates
            ? CreateFamily.begin(frame, execution, message)
            : CallFamily.begin(frame, execution, message);
    Bytes output = Bytes.EMPTY;
    if (halt == null) {
      halt = runFrames(execution, frame, frames);
      if (halt.keepsGas()) {
        output = frame.output();
      }
      if (creates) {
        halt = CreateFamily.deposit(frame, halt);
      }
    } else {
      output = frame.returnData();
    }
    long gasLeft = halt.keepsGas() ? frame.gas : 0;
    if (!halt.isSuccess()) {
      execution.world().revertTo(frame.checkpoint());
    }
    frames.trim();
    if (observer != null) {
      observer.exit(halt, gasLeft, halt.keepsGas() ? output : Bytes.EMPTY);
    }
    int opcode = halt == Halt.INVALID_OPCODE ? frame.code().padded()[frame.pc] & 0xff : 0;
    return new CallResult(halt, gasLeft, halt.keepsGas() ? output : Bytes.EMPTY, opcode);
  }

  private static CallEntry entry(Message message) {
    Address called = message.to();
    Address to = called == null ? Objects.requireNonNull(message.created()) : called;
    return new CallEntry(
        called == null ? CallEntry.Kind.CREATE : CallEntry.Kind.CALL,
        0,
        message.caller(),
        to,
        message.value(),
        message.data(),
        message.gas());
  }

  private static Halt runFrames(Execution execution, Frame outermost, FramePool frames) {
    long[] staticGas = execution.staticGas();
    Observer observer = execution.observer();
    Frame frame = outermost;
    while (true) {
      Halt halt = Dispatch.run(frame, staticGas);
      if (halt == null) {
        frame = next(frame.child());
        continue;
      }
      if (observer != null) {
        observer.halt(frame, halt);
      }
      if (frame.depth == 0) {
        return halt;
      }
      Frame caller = frames.at(frame.depth - 1);
      CallFamily.resume(caller, frame, halt);
      frame = caller;
    }
  }

  private static Frame next(@Nullable Frame child) {
    if (child == null) {
      throw new InvariantViolation("a frame waits for no call");
    }
    return child;
  }
}
