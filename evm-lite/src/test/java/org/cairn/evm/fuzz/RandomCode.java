package org.cairn.evm.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.InstructionTable;
import org.cairn.evm.fork.Opcode;

/// Code that gets somewhere: operands are mostly there, jumps mostly hit, calls go to accounts that
/// exist. A few bytes in a hundred are anything.
final class RandomCode {
  private static final int MAX_ITEMS = 90;
  private static final int MAX_HEIGHT = 16;

  private final Random random;
  private final InstructionTable table;
  private final List<Address> targets;
  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  private final List<Integer> destinations = new ArrayList<>();
  private int height;

  private RandomCode(Random random, Fork fork, List<Address> targets) {
    this.random = random;
    this.table = InstructionTable.of(fork);
    this.targets = targets;
  }

  static Bytes of(Random random, Fork fork, List<Address> targets) {
    RandomCode writer = new RandomCode(random, fork, targets);
    int items = 1 + random.nextInt(MAX_ITEMS);
    for (int i = 0; i < items; i++) {
      writer.item();
    }
    writer.end();
    return Bytes.of(writer.code.toByteArray());
  }

  private void item() {
    switch (random.nextInt(30)) {
      case 0 -> destination();
      case 1 -> jump();
      case 2, 3 -> call();
      case 4 -> create();
      case 5, 6 -> storage();
      case 7, 8 -> memory();
      case 9 -> copy();
      case 10 -> push(random.nextLong());
      case 11 -> pushBytes(1 + random.nextInt(32));
      case 12 -> {
        if (random.nextInt(12) == 0) {
          raw(random.nextInt(256));
        }
      }
      case 13 -> log();
      case 14, 15, 16, 17, 18, 19 -> idiom();
      default -> any();
    }
  }

  /// What compilers emit all the time and an interpreter may treat as one, also where the stack is
  /// too short or nearly full for it, and with destinations in its midst.
  private void idiom() {
    if (random.nextInt(100) == 0) {
      int first = 1024 - height - random.nextInt(4);
      for (int i = 0; i < first; i++) {
        raw(Opcode.PUSH1);
        raw(i & 0xff);
      }
    }
    boolean ready = random.nextInt(12) > 0;
    while (ready && height < 4) {
      push(random.nextInt(300));
    }
    int dup = Opcode.DUP1 + random.nextInt(4);
    int swap = Opcode.SWAP1 + random.nextInt(3);
    switch (random.nextInt(14)) {
      case 0 -> ops(Opcode.PUSH1, random.nextInt(256), Opcode.ADD);
      case 1 -> ops(Opcode.POP, Opcode.POP);
      case 2 -> ops(swap, Opcode.POP);
      case 3 -> ops(dup, Opcode.DUP1 + random.nextInt(random.nextInt(8) == 0 ? 16 : 4));
      case 4 -> ops(swap, Opcode.SWAP1 + random.nextInt(random.nextInt(8) == 0 ? 16 : 3));
      case 5 -> ops(dup, swap);
      case 6 -> ops(swap, dup);
      case 7 -> ops(Opcode.PUSH1, random.nextInt(256), Opcode.PUSH1, random.nextInt(256));
      case 8 -> ops(Opcode.PUSH1, random.nextInt(256), random.nextBoolean() ? dup : swap);
      case 9 -> ops(dup, Opcode.ADD);
      case 10 -> ops(Opcode.SWAP1, Opcode.SUB);
      case 11 -> jumpOn();
      default -> branch();
    }
  }

  /// Instructions with the bytes that they push.
  private void ops(int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      int opcode = bytes[i];
      op(opcode);
      for (int left = isPush(opcode) ? opcode - Opcode.PUSH1 + 1 : 0; left > 0; left--) {
        raw(bytes[++i]);
      }
    }
  }

  /// A jump to the destination behind it, past bytes that must not be reached.
  private void jumpOn() {
    boolean pops = random.nextInt(3) == 0;
    int gap = random.nextInt(3);
    int target = code.size() + 4 + (pops ? 2 : 0) + gap;
    ops(Opcode.PUSH1 + 1, target >>> 8, target & 0xff);
    if (pops) {
      ops(Opcode.DUP1, Opcode.POP);
    }
    op(Opcode.JUMP);
    for (int i = 0; i < gap; i++) {
      raw(0xb0 + random.nextInt(0x40));
    }
    destination();
  }

  /// A comparison and a jump on it over the next few bytes, which are sometimes a destination too.
  private void branch() {
    int[] comparisons = {Opcode.LT, Opcode.GT, Opcode.EQ, Opcode.ISZERO};
    int comparison = comparisons[random.nextInt(comparisons.length)];
    if (random.nextInt(4) > 0) {
      op(comparison);
    }
    if (random.nextBoolean()) {
      op(Opcode.ISZERO);
    }
    boolean wide = random.nextBoolean() || code.size() > 230;
    int target = code.size() + (wide ? 4 : 3) + 2;
    if (random.nextInt(25) == 0) {
      target++; // no destination
    }
    if (wide) {
      ops(Opcode.PUSH1 + 1, target >>> 8, target & 0xff);
    } else {
      ops(Opcode.PUSH1, target);
    }
    ops(Opcode.JUMPI, random.nextInt(8) == 0 ? Opcode.JUMPDEST : Opcode.PC, Opcode.POP);
    destination();
  }

  /// An instruction of the fork with its operands, none that ends the code.
  private void any() {
    int opcode = random.nextInt(0x30 + 0x70);
    boolean ends = opcode == Opcode.STOP || opcode == Opcode.JUMP || opcode == Opcode.JUMPI;
    boolean mayEnd = opcode == Opcode.RETURNDATACOPY && random.nextInt(10) > 0;
    if (ends || mayEnd || !table.isDefined(opcode) || isPush(opcode)) {
      push(random.nextInt(300));
      return;
    }
    while (height < table.taken(opcode)) {
      boolean arithmetic = opcode < Opcode.KECCAK256;
      push(arithmetic && random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(70));
    }
    op(opcode);
    while (height > MAX_HEIGHT) {
      op(Opcode.POP);
    }
  }

  private static boolean isPush(int opcode) {
    return opcode >= Opcode.PUSH1 && opcode <= Opcode.PUSH32;
  }

  private void destination() {
    destinations.add(code.size());
    op(Opcode.JUMPDEST);
  }

  /// Mostly to where a destination is known to be, on a condition that may end a loop.
  private void jump() {
    if (destinations.isEmpty() && random.nextInt(20) > 0) {
      return;
    }
    int to = random.nextInt(code.size() + 40);
    if (!destinations.isEmpty() && random.nextInt(30) > 0) {
      to = destinations.get(random.nextInt(destinations.size()));
    }
    if (random.nextInt(12) == 0) {
      push(to);
      op(Opcode.JUMP);
      return;
    }
    op(Opcode.GAS);
    push(1 + random.nextInt(7));
    op(Opcode.AND);
    op(Opcode.ISZERO);
    push(to);
    op(Opcode.JUMPI);
  }

  private void call() {
    int[] kinds = {Opcode.CALL, Opcode.CALLCODE, Opcode.DELEGATECALL, Opcode.STATICCALL};
    int opcode = kinds[random.nextInt(kinds.length)];
    if (!table.isDefined(opcode)) {
      opcode = Opcode.CALL;
    }
    push(random.nextInt(96)); // where and how much output
    push(random.nextInt(200));
    push(random.nextInt(300)); // input
    push(random.nextInt(200));
    if (table.taken(opcode) == 7) {
      push(random.nextInt(3) == 0 ? random.nextInt(5000) : 0);
    }
    pushAddress();
    if (random.nextInt(3) > 0) {
      push(random.nextInt(20_000));
    } else {
      op(Opcode.GAS);
    }
    op(opcode);
  }

  /// The initcode is some of this code, or a few bytes that return themselves.
  private void create() {
    boolean salted = random.nextBoolean() && table.isDefined(Opcode.CREATE2);
    int size = random.nextInt(80);
    if (random.nextBoolean()) {
      push(size);
      push(random.nextInt(code.size() + 1));
      push(0);
      op(Opcode.CODECOPY);
    } else {
      pushBytes(32);
      push(0);
      op(Opcode.MSTORE);
    }
    if (salted) {
      push(random.nextInt(3));
    }
    push(size);
    push(random.nextInt(8));
    push(random.nextInt(4) == 0 ? random.nextInt(50) : 0);
    op(salted ? Opcode.CREATE2 : Opcode.CREATE);
  }

  private void storage() {
    boolean lasting = random.nextInt(4) > 0 || !table.isDefined(Opcode.TLOAD);
    if (random.nextBoolean()) {
      push(random.nextInt(3));
      push(random.nextInt(5));
      op(lasting ? Opcode.SSTORE : Opcode.TSTORE);
    } else {
      push(random.nextInt(5));
      op(lasting ? Opcode.SLOAD : Opcode.TLOAD);
    }
  }

  private void memory() {
    long offset = random.nextInt(200) == 0 ? random.nextLong() : random.nextInt(1200);
    if (random.nextBoolean()) {
      push(random.nextLong());
      push(offset);
      op(random.nextInt(4) == 0 ? Opcode.MSTORE8 : Opcode.MSTORE);
    } else {
      push(offset);
      op(Opcode.MLOAD);
    }
  }

  private void copy() {
    int[] kinds = {
      Opcode.CALLDATACOPY,
      Opcode.CODECOPY,
      Opcode.RETURNDATACOPY,
      Opcode.EXTCODECOPY,
      Opcode.MCOPY,
      Opcode.KECCAK256
    };
    int opcode = kinds[random.nextInt(kinds.length)];
    if (!table.isDefined(opcode)) {
      return;
    }
    boolean strict = opcode == Opcode.RETURNDATACOPY && random.nextInt(10) > 0;
    push(strict ? 0 : random.nextInt(90) == 0 ? random.nextInt(1 << 20) : random.nextInt(64));
    if (opcode != Opcode.KECCAK256) {
      push(strict ? 0 : random.nextInt(10) == 0 ? random.nextLong() : random.nextInt(64));
    }
    push(random.nextInt(300));
    if (opcode == Opcode.EXTCODECOPY) {
      pushAddress();
    }
    op(opcode);
  }

  private void log() {
    int topics = random.nextInt(5);
    for (int i = 0; i < topics; i++) {
      push(random.nextInt(9));
    }
    push(random.nextInt(70));
    push(random.nextInt(200));
    op(Opcode.LOG0 + topics);
  }

  private void end() {
    int[] kinds = {Opcode.RETURN, Opcode.RETURN, Opcode.REVERT, Opcode.SELFDESTRUCT, Opcode.STOP};
    int opcode = kinds[random.nextInt(kinds.length)];
    if (opcode == Opcode.SELFDESTRUCT) {
      pushAddress();
    } else if (!table.isDefined(opcode)) {
      opcode = Opcode.STOP;
    } else {
      push(random.nextInt(100));
      push(random.nextInt(200));
    }
    op(opcode);
  }

  private void op(int opcode) {
    raw(opcode);
    height += table.left(opcode) - table.taken(opcode);
    height = Math.max(0, height);
  }

  private void raw(int value) {
    code.write(value);
  }

  private void push(long number) {
    int bytes = Math.max(1, (64 - Long.numberOfLeadingZeros(number) + 7) / 8);
    raw(Opcode.PUSH1 + bytes - 1);
    for (int i = bytes - 1; i >= 0; i--) {
      raw((int) (number >>> (8 * i)) & 0xff);
    }
    height++;
  }

  private void pushBytes(int count) {
    raw(Opcode.PUSH1 + count - 1);
    int kind = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      raw(kind == 0 ? 0xff : kind == 1 ? random.nextInt(256) : i == 0 ? 0x80 : 0);
    }
    height++;
  }

  private void pushAddress() {
    raw(Opcode.PUSH1 + Address.SIZE_BYTES - 1);
    byte[] address = targets.get(random.nextInt(targets.size())).toArray();
    code.write(address, 0, address.length);
    height++;
  }
}
