package org.cairn.node.evmtool;

import java.util.function.Consumer;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.trace.HaltText;
import org.cairn.evm.trace.OpcodeNames;
import org.cairn.evm.trace.Step;
import org.cairn.evm.trace.Tracer;
import org.jspecify.annotations.Nullable;

/// Writes each instruction as a line of JSON (EIP-3155).
public final class StepTrace implements Tracer {
  private final Consumer<String> lines;
  private final boolean withMemory;
  private final StringBuilder line = new StringBuilder();
  private final StringBuilder rest = new StringBuilder();
  private int opcode;

  public StepTrace(Consumer<String> lines, boolean withMemory) {
    this.lines = lines;
    this.withMemory = withMemory;
  }

  /// A number as JSON-RPC writes it, in quotes.
  static String quantity(long number) {
    return "\"0x" + Long.toHexString(number) + '"';
  }

  @Override
  public void step(Step step) {
    opcode = step.opcode();
    line.setLength(0);
    line.append("{\"pc\":").append(step.pc()).append(",\"op\":").append(opcode);
    line.append(",\"gas\":").append(quantity(step.gas())).append(",\"gasCost\":");
    rest.setLength(0);
    if (withMemory) {
      rest.append(",\"memory\":\"").append(step.memory()).append('"');
    }
    rest.append(",\"memSize\":").append(step.memorySize()).append(",\"stack\":[");
    for (int i = step.stackSize() - 1; i >= 0; i--) {
      rest.append('"').append(step.word(i).toHex()).append(i > 0 ? "\"," : "\"");
    }
    rest.append("],\"depth\":").append(step.depth());
    rest.append(",\"returnData\":\"").append(step.returnData()).append('"');
    rest.append(",\"refund\":").append(quantity(step.state().refund()));
    rest.append(",\"opName\":\"").append(OpcodeNames.of(opcode)).append('"');
  }

  @Override
  public void stepped(long gasCost, @Nullable Halt halt) {
    line.append(quantity(gasCost)).append(rest);
    if (halt != null && !halt.isSuccess()) {
      line.append(",\"error\":\"").append(HaltText.of(halt, opcode)).append('"');
    }
    lines.accept(line.append('}').toString());
  }
}
