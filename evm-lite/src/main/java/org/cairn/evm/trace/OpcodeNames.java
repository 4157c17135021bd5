package org.cairn.evm.trace;

import java.util.Arrays;
import org.cairn.evm.fork.Opcode;

/// What the instructions are called in traces.
public final class OpcodeNames {
  private static final String[] NAMES = names();

  private OpcodeNames() {}

  /// The name of the instruction with that byte, whether a fork knows it or not.
  public static String of(int opcode) {
    return NAMES[opcode & 0xff];
  }

  private static String[] names() {
    String[] names = new String[256];
    Arrays.setAll(names, opcode -> "opcode 0x%x not defined".formatted(opcode));
    put(names, Opcode.STOP, "STOP ADD MUL SUB DIV SDIV MOD SMOD ADDMOD MULMOD EXP SIGNEXTEND");
    put(names, Opcode.LT, "LT GT SLT SGT EQ ISZERO AND OR XOR NOT BYTE SHL SHR SAR CLZ");
    put(names, Opcode.KECCAK256, "KECCAK256");
    put(
        names,
        Opcode.ADDRESS,
        "ADDRESS BALANCE ORIGIN CALLER CALLVALUE CALLDATALOAD CALLDATASIZE CALLDATACOPY CODESIZE"
            + " CODECOPY GASPRICE EXTCODESIZE EXTCODECOPY RETURNDATASIZE RETURNDATACOPY"
            + " EXTCODEHASH BLOCKHASH COINBASE TIMESTAMP NUMBER PREVRANDAO GASLIMIT CHAINID"
            + " SELFBALANCE BASEFEE BLOBHASH BLOBBASEFEE");
    put(
        names,
        Opcode.POP,
        "POP MLOAD MSTORE MSTORE8 SLOAD SSTORE JUMP JUMPI PC MSIZE GAS JUMPDEST TLOAD TSTORE MCOPY"
            + " PUSH0");
    number(names, Opcode.PUSH1, 32, "PUSH", 1);
    number(names, Opcode.DUP1, 16, "DUP", 1);
    number(names, Opcode.SWAP1, 16, "SWAP", 1);
    number(names, Opcode.LOG0, 5, "LOG", 0);
    put(names, Opcode.CREATE, "CREATE CALL CALLCODE RETURN DELEGATECALL CREATE2");
    put(names, Opcode.STATICCALL, "STATICCALL");
    put(names, Opcode.REVERT, "REVERT INVALID SELFDESTRUCT");
    return names;
  }

  private static void put(String[] names, int first, String words) {
    String[] each = words.split(" ", -1);
    System.arraycopy(each, 0, names, first, each.length);
  }

  private static void number(String[] names, int first, int count, String word, int start) {
    for (int i = 0; i < count; i++) {
      names[first + i] = word + (start + i);
    }
  }
}
