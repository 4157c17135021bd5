package org.cairn.evm.instruction;

import java.util.Objects;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.evm.code.Code;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.word.Word;
import org.cairn.evm.world.AccountState;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// CREATE, CREATE2, the outermost creation, and SELFDESTRUCT.
public final class CreateFamily {
  private static final long CODE_BYTE = 200;
  private static final long HASHED_WORD = 6;
  private static final long NEW_ACCOUNT = 25_000;
  private static final long COLD_ACCOUNT = 2600;

  private CreateFamily() {}

  static @Nullable Halt create(Frame frame, boolean salted) {
    if (frame.isStatic) {
      return Halt.STATIC_VIOLATION;
    }
    Execution execution = frame.execution;
    long[] stack = frame.stack;
    int top = frame.sp - 4;
    int last = salted ? top - 12 : top - 8;
    long offset = Word.saturated(stack, top - 4);
    long size = Word.saturated(stack, top - 8);
    byte[] salt = new byte[Word.SIZE_BYTES];
    Word.store(stack, last, salt, 0);
    if (!frame.reach(offset, size)) {
      return Halt.OUT_OF_GAS;
    }
    if (size > execution.gas.maxInitcodeBytes) {
      return Halt.INITCODE_TOO_LONG; // EIP-3860
    }
    long perWord = execution.gas.initcodeWord + (salted ? HASHED_WORD : 0);
    if (!frame.chargeWords(perWord, size)) {
      return Halt.OUT_OF_GAS;
    }
    UInt256 value = frame.number(top);
    frame.sp = last;
    frame.clearReturnData();
    AccountState creator = frame.self;
    Address address;
    int from = size == 0 ? 0 : frame.memoryBase + (int) offset;
    if (salted) {
      Keccak256.digest(frame.memory(), from, (int) size, execution.digest, 0);
      address = ContractAddress.of(creator.address(), salt, execution.digest);
    } else {
      address = ContractAddress.of(creator.address(), creator.nonce());
    }
    Frame child = execution.frames.at(frame.depth + 1);
    AccountState created = execution.world.account(address);
    child.start(execution, Code.initcode(frame.memory(), from, (int) size), created);
    child.value = value;
    child.gas = execution.gas.keepsSixtyFourth ? frame.gas - frame.gas / 64 : frame.gas;
    if (execution.observer != null) {
      execution.observer.enter(frame, entry(frame, child, salted));
    }
    Halt obstacle = obstacle(frame, child);
    if (obstacle == null) {
      enter(frame, child);
    } else {
      refuse(frame, child, obstacle);
    }
    return null;
  }

  private static CallEntry entry(Frame frame, Frame child, boolean salted) {
    return new CallEntry(
        salted ? CallEntry.Kind.CREATE2 : CallEntry.Kind.CREATE,
        child.depth,
        frame.address(),
        child.address(),
        child.value,
        child.code.toBytes(),
        child.gas);
  }

  /// Why the creation cannot begin, if it cannot. Unless it is a collision, nothing has happened.
  private static @Nullable Halt obstacle(Frame frame, Frame child) {
    World world = frame.execution.world;
    AccountState creator = frame.self;
    if (child.depth > Frame.MAX_DEPTH) {
      return Halt.DEPTH_LIMIT;
    }
    if (creator.balance().compareTo(child.value) < 0) {
      return Halt.INSUFFICIENT_BALANCE;
    }
    if (creator.nonce() == -1) {
      return Halt.NONCE_AT_LIMIT;
    }
    world.putNonce(creator, creator.nonce() + 1);
    boolean _ = world.warm(child.self); // EIP-2929: stays warm even when the creation fails
    return collides(world, child.self) ? Halt.COLLISION : null;
  }

  private static void refuse(Frame frame, Frame child, Halt obstacle) {
    if (!obstacle.keepsGas()) {
      frame.gas -= child.gas;
    }
    if (frame.execution.observer != null) {
      frame.execution.observer.exit(obstacle, obstacle.keepsGas() ? child.gas : 0, Bytes.EMPTY);
    }
    push(frame, null);
  }

  private static void enter(Frame frame, Frame child) {
    World world = frame.execution.world;
    AccountState creator = frame.self;
    AccountState created = child.self;
    frame.gas -= child.gas;
    child.memoryBase = frame.memoryBase + frame.memorySize;
    child.caller = creator.address();
    child.isCreation = true;
    child.input(new byte[0], 0, 0);
    child.checkpoint = world.checkpoint();
    world.create(created);
    world.subtractBalance(creator, child.value);
    world.addBalance(created, child.value);
    frame.child = child;
  }

  /// EIP-684 and EIP-7610: an account with a nonce, code or storage is in the way.
  private static boolean collides(World world, AccountState account) {
    return account.nonce() != 0 || account.hasCode() || world.hasStorage(account);
  }

  private static void push(Frame frame, @Nullable Address created) {
    if (created == null) {
      Word.setLong(frame.stack, frame.sp, 0);
    } else {
      Word.loadAddress(frame.stack, frame.sp, created.shared(), 0);
    }
    frame.sp += 4;
  }

  static void resume(Frame frame, Frame child, Halt halt) {
    Halt end = deposit(child, halt);
    if (!end.isSuccess()) {
      frame.execution.world.revertTo(child.checkpoint);
    }
    if (end.keepsGas()) {
      frame.gas += child.gas;
    }
    if (end == Halt.REVERT) {
      frame.copyReturnData(child);
    }
    Observer observer = frame.execution.observer;
    if (observer != null) {
      observer.exit(
          end,
          end.keepsGas() ? child.gas : 0,
          end.isSuccess() ? child.output() : frame.returnData());
    }
    push(frame, end.isSuccess() ? child.address() : null);
  }

  /// Stores the code that a creation returned; how the creation ends.
  public static Halt deposit(Frame frame, Halt halt) {
    if (!halt.isSuccess()) {
      return halt;
    }
    Execution execution = frame.execution;
    Bytes code = frame.output();
    if (code.size() > execution.gas.maxCodeBytes) {
      return Halt.CODE_TOO_LONG; // EIP-170
    }
    if (!code.isEmpty() && code.get(0) == (byte) 0xef && execution.rules.isAtLeast(Fork.LONDON)) {
      return Halt.CODE_STARTS_WITH_EF; // EIP-3541
    }
    if (!frame.charge(CODE_BYTE * code.size())) {
      if (execution.rules.isAtLeast(Fork.HOMESTEAD)) {
        return Halt.CODE_DEPOSIT_OUT_OF_GAS; // EIP-2
      }
      frame.gas += CODE_BYTE * code.size();
      return halt;
    }
    if (!code.isEmpty()) {
      execution.world.putCode(frame.self, code);
    }
    return halt;
  }

  /// Prepares the frame for the outermost creation; how it ended when it cannot begin.
  public static @Nullable Halt begin(Frame frame, Execution execution, Message message) {
    World world = execution.world;
    AccountState created = world.account(Objects.requireNonNull(message.created()));
    Bytes initcode = message.data();
    frame.start(execution, Code.initcode(initcode.shared(), 0, initcode.size()), created);
    frame.gas = message.gas();
    frame.caller = message.caller();
    frame.value = message.value();
    frame.input(new byte[0], 0, 0);
    frame.isCreation = true;
    boolean _ = world.warm(created);
    frame.checkpoint = world.checkpoint();
    if (collides(world, created)) {
      return Halt.COLLISION;
    }
    AccountState caller = world.account(message.caller());
    if (caller.balance().compareTo(message.value()) < 0) {
      return Halt.INSUFFICIENT_BALANCE;
    }
    world.create(created);
    world.subtractBalance(caller, message.value());
    world.addBalance(created, message.value());
    return null;
  }

  static Halt selfDestruct(Frame frame) {
    if (frame.isStatic) {
      return Halt.STATIC_VIOLATION;
    }
    Execution execution = frame.execution;
    World world = execution.world;
    AccountState self = frame.self;
    AccountState beneficiary = world.account(frame.stack, frame.sp - 4);
    boolean cold = execution.gas.coldAccountExtra != 0 && world.warm(beneficiary);
    if (cold && !frame.charge(COLD_ACCOUNT)) {
      return Halt.OUT_OF_GAS;
    }
    if (createsBeneficiary(execution, self, beneficiary) && !frame.charge(NEW_ACCOUNT)) {
      return Halt.OUT_OF_GAS;
    }
    UInt256 balance = self.balance();
    if (execution.observer != null) {
      CallEntry.Kind kind = CallEntry.Kind.SELFDESTRUCT;
      int depth = frame.depth + 1;
      Address heir = beneficiary.address();
      execution.observer.enter(
          frame, new CallEntry(kind, depth, self.address(), heir, balance, Bytes.EMPTY, 0));
      execution.observer.exit(Halt.SELF_DESTRUCT, 0, Bytes.EMPTY);
    }
    boolean ends = !execution.rules.isAtLeast(Fork.CANCUN) || world.isCreatedNow(self);
    if (ends || self != beneficiary) { // EIP-6780
      world.subtractBalance(self, balance);
      world.addBalance(beneficiary, self == beneficiary ? UInt256.ZERO : balance);
    }
    if (ends && world.destroy(self) && execution.gas.selfDestructRefund > 0) {
      world.addRefund(execution.gas.selfDestructRefund);
    }
    return Halt.SELF_DESTRUCT;
  }

  private static boolean createsBeneficiary(
      Execution execution, AccountState self, AccountState beneficiary) {
    if (execution.gas.clearsEmpty) {
      return !self.balance().isZero() && beneficiary.isEmpty();
    }
    return execution.gas.keepsSixtyFourth && !beneficiary.exists();
  }
}
