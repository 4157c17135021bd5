package org.cairn.evm.instruction;

import org.cairn.evm.fork.GasSchedule;
import org.cairn.evm.word.Word;
import org.cairn.evm.world.Slot;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// Instructions on storage, persistent and transient.
final class StorageFamily {
  /// EIP-2200: with no more than a call's stipend, nothing is written.
  private static final long SENTRY = 2300;

  private static final long SET = 20_000;
  private static final long RESET = 5000;
  private static final long COLD_SLOT = 2100;

  private StorageFamily() {}

  static @Nullable Halt load(Frame frame) {
    Execution execution = frame.execution;
    int top = frame.sp - 4;
    Slot slot = execution.world.slot(frame.self, frame.stack, top);
    long extra = execution.gas.coldSlotExtra;
    if (extra != 0 && execution.world.warm(slot) && !frame.charge(extra)) {
      return Halt.OUT_OF_GAS;
    }
    slot.read(frame.stack, top);
    return null;
  }

  static @Nullable Halt store(Frame frame) {
    if (frame.isStatic) {
      return Halt.STATIC_VIOLATION;
    }
    Execution execution = frame.execution;
    World world = execution.world;
    int value = frame.sp - 8;
    Slot slot = world.slot(frame.self, frame.stack, frame.sp - 4);
    boolean enough =
        switch (execution.gas.storage) {
          case PLAIN -> plain(frame, slot, value);
          case NET -> net(frame, slot, value, 200, RESET);
          case NET_WITH_SENTRY -> frame.gas > SENTRY && net(frame, slot, value, 800, RESET);
          case NET_WITH_ACCESS ->
              frame.gas > SENTRY
                  && (!world.warm(slot) || frame.charge(COLD_SLOT))
                  && net(frame, slot, value, 100, RESET - COLD_SLOT);
        };
    if (!enough) {
      return Halt.OUT_OF_GAS;
    }
    if (!slot.valueIs(frame.stack, value)) {
      world.store(slot, frame.stack, value);
    }
    frame.sp -= 8;
    return null;
  }

  private static boolean plain(Frame frame, Slot slot, int value) {
    boolean toZero = Word.isZeroAt(frame.stack, value);
    if (slot.valueIsZero()) {
      return frame.charge(toZero ? RESET : SET);
    }
    if (toZero) {
      frame.execution.world.addRefund(frame.execution.gas.clearRefund);
    }
    return frame.charge(RESET);
  }

  /// EIP-1283, EIP-2200 and EIP-2929: by the values before the transaction, now and then.
  private static boolean net(Frame frame, Slot slot, int value, long same, long reset) {
    if (slot.valueIs(frame.stack, value)) {
      return frame.charge(same);
    }
    World world = frame.execution.world;
    GasSchedule gas = frame.execution.gas;
    boolean toZero = Word.isZeroAt(frame.stack, value);
    if (slot.valueIsOriginal()) {
      if (toZero) {
        world.addRefund(gas.clearRefund);
      }
      return frame.charge(slot.originalIsZero() ? SET : reset);
    }
    if (!slot.originalIsZero()) {
      if (slot.valueIsZero()) {
        world.addRefund(-gas.clearRefund);
      } else if (toZero) {
        world.addRefund(gas.clearRefund);
      }
    }
    if (slot.originalIs(frame.stack, value)) {
      world.addRefund((slot.originalIsZero() ? SET : reset) - same);
    }
    return frame.charge(same);
  }

  static @Nullable Halt transientLoad(Frame frame) {
    int top = frame.sp - 4;
    frame.execution.world.transientSlot(frame.self, frame.stack, top).read(frame.stack, top);
    return null;
  }

  static @Nullable Halt transientStore(Frame frame) {
    if (frame.isStatic) {
      return Halt.STATIC_VIOLATION;
    }
    World world = frame.execution.world;
    Slot slot = world.transientSlot(frame.self, frame.stack, frame.sp - 4);
    world.store(slot, frame.stack, frame.sp - 8);
    frame.sp -= 8;
    return null;
  }
}
