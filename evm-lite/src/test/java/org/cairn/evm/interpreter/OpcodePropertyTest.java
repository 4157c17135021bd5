package org.cairn.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cairn.evm.fixture.Scene;
import org.cairn.evm.fork.Opcode;
import org.cairn.evm.tx.CallOutcome;
import org.junit.jupiter.api.Test;

/// Every instruction of arithmetic, comparison and bits against [BigInteger], through small
/// programs: edge words with one another, random words, the operands pushed or copied, at the
/// bottom of the stack or above other words, which must stay as they are.
class OpcodePropertyTest {
  private static final int RANDOM_CASES = 1500;
  private static final int CASES_A_PROGRAM = 20;
  private static final int WORD_BYTES = 32;
  private static final long GAS = 29_000_000;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
  private static final BigInteger HALF = BigInteger.ONE.shiftLeft(255);
  private static final BigInteger MAX = MODULUS.subtract(BigInteger.ONE);
  private static final List<BigInteger> EDGES = edges();

  /// The words from the top down to the result, of any size and sign.
  private interface Operation {
    BigInteger apply(BigInteger a, BigInteger b, BigInteger c);
  }

  private record Instruction(int opcode, int operands, Operation expected) {}

  private static List<BigInteger> edges() {
    List<BigInteger> edges = new ArrayList<>();
    for (int bits : new int[] {0, 1, 8, 63, 64, 65, 127, 128, 160, 192, 255, 256}) {
      BigInteger power = BigInteger.ONE.shiftLeft(bits);
      edges.add(power.mod(MODULUS));
      edges.add(power.subtract(BigInteger.ONE));
      edges.add(power.add(BigInteger.ONE).mod(MODULUS));
    }
    for (int small : new int[] {3, 7, 30, 31, 32, 33}) {
      edges.add(BigInteger.valueOf(small));
    }
    edges.add(MAX.subtract(BigInteger.ONE));
    return edges.stream().distinct().toList();
  }

  private static BigInteger signed(BigInteger word) {
    return word.compareTo(HALF) >= 0 ? word.subtract(MODULUS) : word;
  }

  private static BigInteger bool(boolean value) {
    return value ? BigInteger.ONE : BigInteger.ZERO;
  }

  private static boolean isZero(BigInteger word) {
    return word.signum() == 0;
  }

  private static int shift(BigInteger bits) {
    return bits.min(BigInteger.valueOf(256)).intValue();
  }

  private static Map<String, Instruction> instructions() {
    Map<String, Instruction> all = new LinkedHashMap<>();
    BigInteger zero = BigInteger.ZERO;
    all.put("ADD", new Instruction(Opcode.ADD, 2, (a, b, _) -> a.add(b)));
    all.put("MUL", new Instruction(Opcode.MUL, 2, (a, b, _) -> a.multiply(b)));
    all.put("SUB", new Instruction(Opcode.SUB, 2, (a, b, _) -> a.subtract(b)));
    all.put("DIV", new Instruction(Opcode.DIV, 2, (a, b, _) -> isZero(b) ? zero : a.divide(b)));
    all.put(
        "SDIV",
        new Instruction(
            Opcode.SDIV, 2, (a, b, _) -> isZero(b) ? zero : signed(a).divide(signed(b))));
    all.put("MOD", new Instruction(Opcode.MOD, 2, (a, b, _) -> isZero(b) ? zero : a.mod(b)));
    all.put(
        "SMOD",
        new Instruction(
            Opcode.SMOD, 2, (a, b, _) -> isZero(b) ? zero : signed(a).remainder(signed(b))));
    all.put(
        "ADDMOD",
        new Instruction(Opcode.ADDMOD, 3, (a, b, n) -> isZero(n) ? zero : a.add(b).mod(n)));
    all.put(
        "MULMOD",
        new Instruction(Opcode.MULMOD, 3, (a, b, n) -> isZero(n) ? zero : a.multiply(b).mod(n)));
    all.put("EXP", new Instruction(Opcode.EXP, 2, (a, b, _) -> a.modPow(b, MODULUS)));
    all.put("SIGNEXTEND", new Instruction(Opcode.SIGNEXTEND, 2, (a, b, _) -> signExtend(a, b)));
    all.put("LT", new Instruction(Opcode.LT, 2, (a, b, _) -> bool(a.compareTo(b) < 0)));
    all.put("GT", new Instruction(Opcode.GT, 2, (a, b, _) -> bool(a.compareTo(b) > 0)));
    all.put(
        "SLT",
        new Instruction(Opcode.SLT, 2, (a, b, _) -> bool(signed(a).compareTo(signed(b)) < 0)));
    all.put(
        "SGT",
        new Instruction(Opcode.SGT, 2, (a, b, _) -> bool(signed(a).compareTo(signed(b)) > 0)));
    all.put("EQ", new Instruction(Opcode.EQ, 2, (a, b, _) -> bool(a.equals(b))));
    all.put("ISZERO", new Instruction(Opcode.ISZERO, 1, (a, _, _) -> bool(isZero(a))));
    all.put("AND", new Instruction(Opcode.AND, 2, (a, b, _) -> a.and(b)));
    all.put("OR", new Instruction(Opcode.OR, 2, (a, b, _) -> a.or(b)));
    all.put("XOR", new Instruction(Opcode.XOR, 2, (a, b, _) -> a.xor(b)));
    all.put("NOT", new Instruction(Opcode.NOT, 1, (a, _, _) -> MAX.subtract(a)));
    all.put("BYTE", new Instruction(Opcode.BYTE, 2, (a, b, _) -> byteAt(a, b)));
    all.put("SHL", new Instruction(Opcode.SHL, 2, (a, b, _) -> b.shiftLeft(shift(a))));
    all.put("SHR", new Instruction(Opcode.SHR, 2, (a, b, _) -> b.shiftRight(shift(a))));
    all.put("SAR", new Instruction(Opcode.SAR, 2, (a, b, _) -> signed(b).shiftRight(shift(a))));
    all.put(
        "CLZ",
        new Instruction(Opcode.CLZ, 1, (a, _, _) -> BigInteger.valueOf(256 - a.bitLength())));
    return all;
  }

  private static BigInteger signExtend(BigInteger index, BigInteger word) {
    if (index.compareTo(BigInteger.valueOf(31)) >= 0) {
      return word;
    }
    int bits = 8 * (index.intValue() + 1);
    BigInteger kept = word.mod(BigInteger.ONE.shiftLeft(bits));
    return kept.testBit(bits - 1) ? kept.subtract(BigInteger.ONE.shiftLeft(bits)) : kept;
  }

  private static BigInteger byteAt(BigInteger index, BigInteger word) {
    return index.compareTo(BigInteger.valueOf(31)) > 0
        ? BigInteger.ZERO
        : word.shiftRight(8 * (31 - index.intValue())).and(BigInteger.valueOf(255));
  }

  private static String push(BigInteger word) {
    return "7f" + "%064x".formatted(word);
  }

  private static BigInteger randomWord(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> EDGES.get(random.nextInt(EDGES.size()));
      case 1 -> new BigInteger(random.nextInt(257), random);
      case 2 -> BigInteger.valueOf(random.nextInt(300));
      default -> new BigInteger(256, random);
    };
  }

  /// Programs of several cases each: the results lie in memory one behind the other.
  private static final class Program {
    private final Instruction instruction;
    private final StringBuilder code = new StringBuilder();
    private final List<BigInteger> expected = new ArrayList<>();

    Program(Instruction instruction) {
      this.instruction = instruction;
    }

    private void keep() {
      // PUSH2 of the place, MSTORE.
      code.append("61%04x52".formatted(WORD_BYTES * expected.size()));
    }

    private void expect(List<BigInteger> operands) {
      BigInteger b = operands.size() > 1 ? operands.get(1) : BigInteger.ZERO;
      BigInteger c = operands.size() > 2 ? operands.get(2) : BigInteger.ZERO;
      expected.add(instruction.expected.apply(operands.getFirst(), b, c).mod(MODULUS));
    }

    /// The operands come from the code, above a word that must still be there afterwards.
    void pushed(List<BigInteger> operands, BigInteger below) {
      code.append(push(below));
      for (BigInteger operand : operands.reversed()) {
        code.append(push(operand));
      }
      code.append("%02x".formatted(instruction.opcode));
      keep();
      expect(operands);
      keep();
      expected.add(below);
    }

    /// The operands are copies of one word, which must still be there afterwards.
    void copied(BigInteger word) {
      code.append(push(word)).append("80".repeat(instruction.operands));
      code.append("%02x".formatted(instruction.opcode));
      keep();
      expect(Collections.nCopies(instruction.operands, word));
      keep();
      expected.add(word);
    }

    boolean isFull() {
      return expected.size() >= 2 * CASES_A_PROGRAM;
    }

    void check(String what) {
      if (expected.isEmpty()) {
        return;
      }
      String end = "61%04x5ff3".formatted(WORD_BYTES * expected.size());
      CallOutcome outcome = new Scene().run(code + end, GAS);
      assertThat(outcome).as(what).isInstanceOf(CallOutcome.Completed.class);
      StringBuilder words = new StringBuilder("0x");
      expected.forEach(word -> words.append("%064x".formatted(word)));
      assertThat(((CallOutcome.Completed) outcome).output().toString())
          .as("%s, code %s", what, code)
          .isEqualTo(words.toString());
      code.setLength(0);
      expected.clear();
    }
  }

  @Test
  void anyInstruction_onEdgeWords_isWhatTheIntegersSay() {
    instructions()
        .forEach((name, instruction) -> {
          Program program = new Program(instruction);
          for (int i = 0; i < EDGES.size(); i++) {
            for (int j = 0; j < EDGES.size(); j++) {
              List<BigInteger> words =
                  List.of(EDGES.get(i), EDGES.get(j), EDGES.get((7 * i + 11 * j) % EDGES.size()));
              program.pushed(words.subList(0, instruction.operands), EDGES.get(j));
              if (program.isFull()) {
                program.check(name);
              }
            }
            program.copied(EDGES.get(i));
          }
          program.check(name);
        });
  }

  @Test
  void anyInstruction_onRandomWords_isWhatTheIntegersSay() {
    long seed = new Random().nextLong();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    instructions()
        .forEach((name, instruction) -> {
          Program program = new Program(instruction);
          for (int i = 0; i < RANDOM_CASES; i++) {
            List<BigInteger> words =
                List.of(randomWord(random), randomWord(random), randomWord(random));
            program.pushed(words.subList(0, instruction.operands), randomWord(random));
            program.copied(randomWord(random));
            if (program.isFull()) {
              program.check(name + ", seed " + seed);
            }
          }
          program.check(name + ", seed " + seed);
        });
  }

  @Test
  void anyInstruction_atTheTopOfAFullStack_isWhatTheIntegersSay() {
    instructions()
        .forEach((name, instruction) -> {
          // The stack is full when the operands are on it; the result goes through memory 0.
          BigInteger a = BigInteger.TWO.pow(130).add(BigInteger.valueOf(5));
          BigInteger b = BigInteger.TWO.pow(70).add(BigInteger.valueOf(3));
          List<BigInteger> operands = List.of(a, b, b.add(a)).subList(0, instruction.operands);
          StringBuilder code = new StringBuilder("5f".repeat(1024 - instruction.operands));
          for (BigInteger operand : operands.reversed()) {
            code.append(push(operand));
          }
          code.append("%02x".formatted(instruction.opcode));
          code.append(instruction.operands == 1 ? "9050" : "").append("5f5260205ff3");
          CallOutcome outcome = new Scene().run(code.toString(), GAS);
          assertThat(outcome).as(name).isInstanceOf(CallOutcome.Completed.class);
          BigInteger c = operands.size() > 2 ? operands.get(2) : BigInteger.ZERO;
          assertThat(((CallOutcome.Completed) outcome).output().toString())
              .as(name)
              .isEqualTo("0x%064x".formatted(instruction.expected.apply(a, b, c).mod(MODULUS)));
        });
  }
}
