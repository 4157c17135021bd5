package org.cairn.evm.fork;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// For one fork: which opcodes exist, their static gas, and how many words each takes and leaves.
///
/// The tables are built as Frontier's and then edited fork by fork, so that each fork's entry reads
/// like the list of EIPs it consists of.
public final class InstructionTable {
  /// The static gas of an opcode that does not exist: more than any frame can have.
  public static final long UNDEFINED = Long.MAX_VALUE;

  /// The price of every opcode that exists in the table of an observed execution. Gas never gets
  /// there: what a transaction pays beforehand is more than the difference.
  private static final long TRAP = UNDEFINED - 1;

  private static final Map<Fork, InstructionTable> BY_FORK = build();

  private final long[] staticGas;
  private final long[] trappingGas = new long[256];
  private final long[] fusedGas = new long[256];
  private final byte[] taken;
  private final byte[] left;

  private InstructionTable(InstructionTable before) {
    staticGas = before.staticGas.clone();
    taken = before.taken.clone();
    left = before.left.clone();
  }

  private InstructionTable() {
    staticGas = new long[256];
    taken = new byte[256];
    left = new byte[256];
    Arrays.fill(staticGas, UNDEFINED);
  }

  public static InstructionTable of(Fork fork) {
    return Objects.requireNonNull(BY_FORK.get(fork));
  }

  /// The array itself, for the interpreter's loop: it must not be written to.
  public long[] staticGas() {
    return staticGas;
  }

  /// Prices for the interpreter's copy of a code, with those of [FusedOpcode]s. The array itself,
  /// not to be written to.
  public long[] fusedGas() {
    return fusedGas;
  }

  /// Prices for an observed execution: none can be paid, so that each instruction is looked at
  /// where a frame without gas ends. The array itself, not to be written to.
  public long[] trappingGas() {
    return trappingGas;
  }

  public boolean isDefined(int opcode) {
    return staticGas[opcode] != UNDEFINED;
  }

  /// How many words the opcode needs on the stack.
  public int taken(int opcode) {
    return taken[opcode];
  }

  /// How many words stand in place of those taken.
  public int left(int opcode) {
    return left[opcode];
  }

  private void define(int opcode, long gas, int taken, int left) {
    staticGas[opcode] = gas;
    this.taken[opcode] = (byte) taken;
    this.left[opcode] = (byte) left;
  }

  private void price(long gas, int... opcodes) {
    for (int opcode : opcodes) {
      staticGas[opcode] = gas;
    }
  }

  private static Map<Fork, InstructionTable> build() {
    Map<Fork, InstructionTable> tables = new EnumMap<>(Fork.class);
    InstructionTable table = frontier();
    for (Fork fork : Fork.values()) {
      table = new InstructionTable(table);
      table.edit(fork);
      table.setTraps();
      System.arraycopy(table.staticGas, 0, table.fusedGas, 0, table.staticGas.length);
      FusedOpcode.price(table.fusedGas);
      tables.put(fork, table);
    }
    return tables;
  }

  private void setTraps() {
    for (int opcode = 0; opcode < staticGas.length; opcode++) {
      trappingGas[opcode] = isDefined(opcode) ? TRAP : UNDEFINED;
    }
  }

  private void edit(Fork fork) {
    switch (fork) {
      case FRONTIER, PETERSBURG, MUIR_GLACIER, ARROW_GLACIER, GRAY_GLACIER, PARIS -> {}
      case HOMESTEAD -> define(Opcode.DELEGATECALL, 40, 6, 1); // EIP-7
      case TANGERINE_WHISTLE -> { // EIP-150
        price(400, Opcode.BALANCE);
        price(700, Opcode.EXTCODESIZE, Opcode.EXTCODECOPY);
        price(200, Opcode.SLOAD);
        price(700, Opcode.CALL, Opcode.CALLCODE, Opcode.DELEGATECALL);
        price(5000, Opcode.SELFDESTRUCT);
      }
      case SPURIOUS_DRAGON -> {} // EIP-160 is in the gas schedule
      case BYZANTIUM -> {
        define(Opcode.RETURNDATASIZE, 2, 0, 1); // EIP-211
        define(Opcode.RETURNDATACOPY, 3, 3, 0);
        define(Opcode.STATICCALL, 700, 6, 1); // EIP-214
        define(Opcode.REVERT, 0, 2, 0); // EIP-140
      }
      case CONSTANTINOPLE -> {
        define(Opcode.SHL, 3, 2, 1); // EIP-145
        define(Opcode.SHR, 3, 2, 1);
        define(Opcode.SAR, 3, 2, 1);
        define(Opcode.EXTCODEHASH, 400, 1, 1); // EIP-1052
        define(Opcode.CREATE2, 32_000, 4, 1); // EIP-1014
      }
      case ISTANBUL -> {
        price(700, Opcode.BALANCE, Opcode.EXTCODEHASH); // EIP-1884
        price(800, Opcode.SLOAD);
        define(Opcode.SELFBALANCE, 5, 0, 1);
        define(Opcode.CHAINID, 2, 0, 1); // EIP-1344
      }
      case BERLIN -> // EIP-2929: the warm price; the rest is in the gas schedule
          price(
              100,
              Opcode.BALANCE,
              Opcode.EXTCODEHASH,
              Opcode.EXTCODESIZE,
              Opcode.EXTCODECOPY,
              Opcode.SLOAD,
              Opcode.CALL,
              Opcode.CALLCODE,
              Opcode.DELEGATECALL,
              Opcode.STATICCALL);
      case LONDON -> define(Opcode.BASEFEE, 2, 0, 1); // EIP-3198
      case SHANGHAI -> define(Opcode.PUSH0, 2, 0, 1); // EIP-3855
      case CANCUN -> {
        define(Opcode.TLOAD, 100, 1, 1); // EIP-1153
        define(Opcode.TSTORE, 100, 2, 0);
        define(Opcode.MCOPY, 3, 3, 0); // EIP-5656
        define(Opcode.BLOBHASH, 3, 1, 1); // EIP-4844
        define(Opcode.BLOBBASEFEE, 2, 0, 1); // EIP-7516
      }
      case PRAGUE -> {}
      case OSAKA -> define(Opcode.CLZ, 5, 1, 1); // EIP-7939
    }
  }

  private static InstructionTable frontier() {
    InstructionTable table = new InstructionTable();
    table.defineArithmetic();
    table.defineEnvironment();
    table.defineStackAndStorage();
    table.define(Opcode.CREATE, 32_000, 3, 1);
    table.define(Opcode.CALL, 40, 7, 1);
    table.define(Opcode.CALLCODE, 40, 7, 1);
    table.define(Opcode.RETURN, 0, 2, 0);
    table.define(Opcode.SELFDESTRUCT, 0, 1, 0);
    return table;
  }

  private void defineArithmetic() {
    define(Opcode.STOP, 0, 0, 0);
    for (int opcode : new int[] {Opcode.ADD, Opcode.SUB}) {
      define(opcode, 3, 2, 1);
    }
    for (int opcode :
        new int[] {
          Opcode.MUL, Opcode.DIV, Opcode.SDIV, Opcode.MOD, Opcode.SMOD, Opcode.SIGNEXTEND
        }) {
      define(opcode, 5, 2, 1);
    }
    define(Opcode.ADDMOD, 8, 3, 1);
    define(Opcode.MULMOD, 8, 3, 1);
    define(Opcode.EXP, 10, 2, 1);
    for (int opcode = Opcode.LT; opcode <= Opcode.BYTE; opcode++) {
      define(opcode, 3, 2, 1);
    }
    define(Opcode.ISZERO, 3, 1, 1);
    define(Opcode.NOT, 3, 1, 1);
    define(Opcode.KECCAK256, 30, 2, 1);
  }

  private void defineEnvironment() {
    for (int opcode :
        new int[] {
          Opcode.ADDRESS,
          Opcode.ORIGIN,
          Opcode.CALLER,
          Opcode.CALLVALUE,
          Opcode.CALLDATASIZE,
          Opcode.CODESIZE,
          Opcode.GASPRICE,
          Opcode.COINBASE,
          Opcode.TIMESTAMP,
          Opcode.NUMBER,
          Opcode.PREVRANDAO,
          Opcode.GASLIMIT,
          Opcode.PC,
          Opcode.MSIZE,
          Opcode.GAS
        }) {
      define(opcode, 2, 0, 1);
    }
    define(Opcode.BALANCE, 20, 1, 1);
    define(Opcode.CALLDATALOAD, 3, 1, 1);
    define(Opcode.CALLDATACOPY, 3, 3, 0);
    define(Opcode.CODECOPY, 3, 3, 0);
    define(Opcode.EXTCODESIZE, 20, 1, 1);
    define(Opcode.EXTCODECOPY, 20, 4, 0);
    define(Opcode.BLOCKHASH, 20, 1, 1);
  }

  private void defineStackAndStorage() {
    define(Opcode.POP, 2, 1, 0);
    define(Opcode.MLOAD, 3, 1, 1);
    define(Opcode.MSTORE, 3, 2, 0);
    define(Opcode.MSTORE8, 3, 2, 0);
    define(Opcode.SLOAD, 50, 1, 1);
    define(Opcode.SSTORE, 0, 2, 0);
    define(Opcode.JUMP, 8, 1, 0);
    define(Opcode.JUMPI, 10, 2, 0);
    define(Opcode.JUMPDEST, 1, 0, 0);
    for (int opcode = Opcode.PUSH1; opcode <= Opcode.PUSH32; opcode++) {
      define(opcode, 3, 0, 1);
    }
    for (int n = 1; n <= 16; n++) {
      define(Opcode.DUP1 + n - 1, 3, n, n + 1);
      define(Opcode.SWAP1 + n - 1, 3, n + 1, n + 1);
    }
    for (int n = 0; n <= 4; n++) {
      define(Opcode.LOG0 + n, 375L * (n + 1), n + 2, 0);
    }
  }
}
