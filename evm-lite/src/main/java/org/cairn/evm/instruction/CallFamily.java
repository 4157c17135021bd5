package org.cairn.evm.instruction;

import java.util.Objects;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.cairn.evm.code.Code;
import org.cairn.evm.fork.Opcode;
import org.cairn.evm.precompile.Precompile;
import org.cairn.evm.word.Word;
import org.cairn.evm.world.AccountState;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// CALL and its three relatives, and the outermost call.
///
/// An instruction prepares the callee's frame and leaves it as the caller's `child`; the
/// interpreter runs it and comes back with [#resume]. Calls that need no frame (precompiles,
/// accounts without code, calls that cannot begin) are over at once.
public final class CallFamily {
  private static final long VALUE_TRANSFER = 9000;
  private static final long NEW_ACCOUNT = 25_000;
  private static final long STIPEND = 2300;
  private static final long WARM_ACCOUNT = 100;

  private CallFamily() {}

  /// Carries out the instruction at the frame's top of stack up to the point where the callee runs.
  static @Nullable Halt call(Frame frame, int opcode) {
    long[] stack = frame.stack;
    int top = frame.sp - 4;
    boolean hasValue = opcode == Opcode.CALL || opcode == Opcode.CALLCODE;
    int arguments = hasValue ? top - 12 : top - 8;
    long inputOffset = Word.saturated(stack, arguments);
    long inputSize = Word.saturated(stack, arguments - 4);
    long targetOffset = Word.saturated(stack, arguments - 8);
    long targetSize = Word.saturated(stack, arguments - 12);
    UInt256 value = hasValue ? frame.number(top - 8) : UInt256.ZERO;
    if (frame.isStatic && opcode == Opcode.CALL && !value.isZero()) {
      return Halt.STATIC_VIOLATION;
    }
    if (!frame.reach(inputOffset, inputSize) || !frame.reach(targetOffset, targetSize)) {
      return Halt.OUT_OF_GAS;
    }
    World world = frame.execution.world;
    AccountState target = world.account(stack, top - 4);
    if (!frame.chargeAccess(target)) {
      return Halt.OUT_OF_GAS;
    }
    Code code = resolve(frame, target);
    if (code == null || !chargeTransfer(frame, opcode, target, value)) {
      return Halt.OUT_OF_GAS;
    }
    long gas = calleeGas(frame, Word.saturated(stack, top));
    if (gas < 0) {
      return Halt.OUT_OF_GAS;
    }
    frame.gas -= gas;
    frame.sp = arguments - 12;
    frame.clearReturnData();
    Frame callee = frame.execution.frames.at(frame.depth + 1);
    callee.start(frame.execution, code, target);
    callee.gas = gas + (value.isZero() ? 0 : STIPEND);
    callee.value = value;
    callee.memoryBase = frame.memoryBase + frame.memorySize;
    callee.input(
        frame.memory(), inputSize == 0 ? 0 : frame.memoryBase + (int) inputOffset, (int) inputSize);
    callee.targetOffset = (int) targetOffset;
    callee.targetSize = (int) targetSize;
    return enter(frame, callee, opcode);
  }

  /// The code that runs at an account: its own or that which it delegates to (EIP-7702), whose
  /// access is paid for. Nothing when there is not enough gas.
  private static @Nullable Code resolve(Frame frame, AccountState target) {
    World world = frame.execution.world;
    Code code = world.code(target);
    Address delegate = code.delegate();
    if (delegate == null || !frame.execution.delegates) {
      return code;
    }
    AccountState source = world.account(delegate);
    return frame.charge(WARM_ACCOUNT) && frame.chargeAccess(source) ? world.code(source) : null;
  }

  private static boolean chargeTransfer(
      Frame frame, int opcode, AccountState target, UInt256 value) {
    boolean transfers = !value.isZero();
    long cost = transfers ? VALUE_TRANSFER : 0;
    if (opcode == Opcode.CALL) {
      boolean creates =
          frame.execution.gas.clearsEmpty ? transfers && target.isEmpty() : !target.exists();
      cost += creates ? NEW_ACCOUNT : 0;
    }
    return frame.charge(cost);
  }

  /// The gas that the callee gets of what was asked for; negative when that is too much, which it
  /// never is since EIP-150.
  private static long calleeGas(Frame frame, long requested) {
    if (frame.execution.gas.keepsSixtyFourth) {
      return Math.min(requested, frame.gas - frame.gas / 64);
    }
    return requested > frame.gas ? -1 : requested;
  }

  private static @Nullable Halt enter(Frame frame, Frame callee, int opcode) {
    AccountState target = callee.self;
    boolean moves = opcode == Opcode.CALL || opcode == Opcode.STATICCALL;
    boolean pays = !callee.value.isZero();
    callee.isStatic = frame.isStatic || opcode == Opcode.STATICCALL;
    callee.caller = frame.self.address();
    if (!moves) {
      callee.self = frame.self;
    }
    if (opcode == Opcode.DELEGATECALL) {
      callee.caller = frame.caller;
      callee.value = frame.value;
    }
    if (frame.execution.observer != null) {
      frame.execution.observer.enter(frame, entry(frame, callee, target, opcode));
    }
    if (callee.depth > Frame.MAX_DEPTH) {
      return finish(frame, callee, Halt.DEPTH_LIMIT);
    }
    if (pays && frame.self.balance().compareTo(callee.value) < 0) {
      return finish(frame, callee, Halt.INSUFFICIENT_BALANCE);
    }
    World world = frame.execution.world;
    callee.checkpoint = world.checkpoint();
    if (moves) {
      if (pays) {
        world.subtractBalance(frame.self, callee.value);
      }
      world.addBalance(target, callee.value);
    }
    Precompile precompile = frame.execution.precompiles.find(target.address());
    if (precompile != null) {
      return finish(frame, callee, run(precompile, callee, frame));
    }
    if (callee.code.isEmpty()) {
      return finish(frame, callee, Halt.STOP);
    }
    frame.child = callee;
    return null;
  }

  private static CallEntry entry(Frame frame, Frame callee, AccountState target, int opcode) {
    CallEntry.Kind kind =
        switch (opcode) {
          case Opcode.CALLCODE -> CallEntry.Kind.CALLCODE;
          case Opcode.DELEGATECALL -> CallEntry.Kind.DELEGATECALL;
          case Opcode.STATICCALL -> CallEntry.Kind.STATICCALL;
          default -> CallEntry.Kind.CALL;
        };
    return new CallEntry(
        kind,
        callee.depth,
        frame.address(),
        target.address(),
        callee.value,
        callee.input(),
        callee.gas);
  }

  /// Runs a precompile with the callee's gas; its output becomes the caller's return data.
  private static Halt run(Precompile precompile, Frame callee, Frame caller) {
    long cost = precompile.gas(callee.input, callee.inputOffset, callee.inputSize);
    if (cost > callee.gas) {
      return Halt.OUT_OF_GAS;
    }
    byte[] output = precompile.run(callee.input, callee.inputOffset, callee.inputSize);
    if (output == null) {
      return Halt.PRECOMPILE_FAILED;
    }
    callee.gas -= cost;
    caller.takeReturnData(output);
    return Halt.RETURN;
  }

  /// Ends a call that ran without a frame of its own.
  private static @Nullable Halt finish(Frame frame, Frame callee, Halt halt) {
    if (!halt.keepsGas()) { // otherwise it succeeded, or never began
      frame.execution.world.revertTo(callee.checkpoint);
    }
    if (halt.keepsGas()) {
      frame.gas += callee.gas;
    }
    frame.deliver(callee.targetOffset, callee.targetSize);
    Observer observer = frame.execution.observer;
    if (observer != null) {
      observer.exit(halt, halt.keepsGas() ? callee.gas : 0, frame.returnData());
    }
    push(frame, halt.isSuccess());
    return null;
  }

  private static void push(Frame frame, boolean succeeded) {
    Word.setLong(frame.stack, frame.sp, succeeded ? 1 : 0);
    frame.sp += 4;
  }

  /// Takes the result of the callee, which has ended, into the caller.
  public static void resume(Frame caller, Frame callee, Halt halt) {
    caller.child = null;
    if (callee.isCreation) {
      CreateFamily.resume(caller, callee, halt);
      return;
    }
    if (!halt.isSuccess()) {
      caller.execution.world.revertTo(callee.checkpoint);
    }
    if (halt.keepsGas()) {
      caller.gas += callee.gas;
      caller.copyReturnData(callee);
      caller.deliver(callee.targetOffset, callee.targetSize);
    }
    Observer observer = caller.execution.observer;
    if (observer != null) {
      observer.exit(halt, halt.keepsGas() ? callee.gas : 0, caller.returnData());
    }
    push(caller, halt.isSuccess());
  }

  /// Prepares the frame for the outermost call. How it ended when it needs no code to run: its
  /// output is then the frame's return data.
  public static @Nullable Halt begin(Frame frame, Execution execution, Message message) {
    World world = execution.world;
    AccountState target = world.account(Objects.requireNonNull(message.to()));
    Code code = world.code(target);
    Address delegate = execution.delegates ? code.delegate() : null;
    if (delegate != null) {
      AccountState source = world.account(delegate);
      boolean _ = world.warm(source);
      code = world.code(source);
    }
    frame.start(execution, code, target);
    frame.gas = message.gas();
    frame.caller = message.caller();
    frame.value = message.value();
    frame.input(message.data().shared(), 0, message.data().size());
    frame.checkpoint = world.checkpoint();
    AccountState caller = world.account(message.caller());
    if (!message.value().isZero()) {
      if (caller.balance().compareTo(message.value()) < 0) {
        return Halt.INSUFFICIENT_BALANCE;
      }
      world.subtractBalance(caller, message.value());
    }
    world.addBalance(target, message.value());
    Precompile precompile = execution.precompiles.find(target.address());
    if (precompile != null) {
      return run(precompile, frame, frame);
    }
    return code.isEmpty() ? Halt.STOP : null;
  }
}
