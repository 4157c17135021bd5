package org.cairn.node.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cairn.core.state.MemoryState;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.evm.conformance.Allocation;
import org.cairn.evm.conformance.Networks;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.trace.HaltText;
import org.cairn.node.evmtool.CodeRun;
import org.cairn.node.evmtool.StepTrace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cairn evm run`.
@Command(
    name = "run",
    description = {
      "Runs code by itself, without a transaction: all gas goes to the code. Prints the output, the"
          + " gas used and the time. Exit status: 0 when the code succeeded, 1 when it reverted or"
          + " failed, 2 for wrong usage."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class EvmRunCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "CODE",
      description = {
        "The code in hexadecimal, or a file that holds it. Without it, the receiver's code in the"
            + " prestate runs."
      })
  @Nullable String code;

  @Option(names = "--input", paramLabel = "HEX", description = "Call data. Default: none.")
  String input = "0x";

  @Option(names = "--gas", defaultValue = "10000000000", description = "Gas for the code.")
  long gas;

  @Option(
      names = "--sender",
      paramLabel = "ADDRESS",
      defaultValue = "0x000000000000000000000000000073656e646572",
      description = "Who calls.")
  @SuppressWarnings("NullAway.Init")
  String sender;

  @Option(
      names = "--receiver",
      paramLabel = "ADDRESS",
      defaultValue = "0x0000000000000000000000007265636569766572",
      description = "Where the code lies.")
  @SuppressWarnings("NullAway.Init")
  String receiver;

  @Option(
      names = "--value",
      paramLabel = "WEI",
      defaultValue = "0",
      description = "What the sender pays; it must have it in the prestate.")
  @SuppressWarnings("NullAway.Init")
  String value;

  @Option(
      names = "--prestate",
      paramLabel = "FILE",
      description = {
        "The state before: a JSON object of address to balance, nonce, code and storage, or a"
            + " genesis file with it as alloc. Default: empty."
      })
  @Nullable Path prestate;

  @Option(names = "--fork", defaultValue = "Osaka", description = "The rules to run under.")
  @SuppressWarnings("NullAway.Init")
  String fork;

  @Option(names = "--create", description = "Run CODE followed by the input as initcode.")
  boolean creates;

  @Option(
      names = "--json",
      description = "Print a line of JSON for each instruction (EIP-3155), and one at the end.")
  boolean json;

  @Option(names = "--memory", description = "With --json, print all of memory with each.")
  boolean memory;

  @Override
  public Integer call() throws IOException {
    if (gas < 0 || gas > 1L << 62) {
      throw usage("--gas must be from 0 to 2^62, not " + gas);
    }
    CodeRun.Result result;
    PrintWriter out = command.commandLine().getOut();
    try {
      MemoryState state = state();
      Address to = Address.fromHex(receiver.toLowerCase(Locale.ROOT));
      Bytes bytes = code();
      if (bytes != null && !creates) {
        state = CodeRun.withCode(state, to, bytes);
      }
      StepTrace trace = json ? new StepTrace(out::println, memory) : null;
      result = CodeRun.run(state, rules(), request(to, bytes), trace);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
    if (json) {
      out.println(summary(result));
    } else {
      out.println("output    " + result.call().output());
      out.println("gas used  " + result.gasUsed());
      out.println("time      %.3f ms".formatted(result.nanos() / 1e6));
      out.println("ended     " + result.call().halt());
    }
    out.flush();
    return result.call().halt().isSuccess()
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  private CodeRun.Request request(Address to, @Nullable Bytes bytes) {
    UInt256 wei =
        value.startsWith("0x") ? UInt256.fromHex(value) : UInt256.of(new BigInteger(value));
    Bytes data = hex(input);
    if (creates) {
      data = hex((bytes == null ? "0x" : bytes.toString()) + data.toString().substring(2));
    }
    Address from = Address.fromHex(sender.toLowerCase(Locale.ROOT));
    return new CodeRun.Request(from, creates ? null : to, wei, data, gas);
  }

  private Fork rules() {
    return Networks.fork(fork);
  }

  private @Nullable Bytes code() throws IOException {
    if (code == null) {
      return null;
    }
    boolean isHex = code.matches("(0x)?([0-9a-fA-F]{2})*");
    return hex(isHex ? code : Files.readString(Path.of(code)).strip());
  }

  private static Bytes hex(String text) {
    return Bytes.fromHex(text.startsWith("0x") ? text : "0x" + text);
  }

  private MemoryState state() throws IOException {
    if (prestate == null) {
      return MemoryState.EMPTY;
    }
    var tree = new ObjectMapper().readTree(prestate.toFile());
    return Allocation.read(tree.has("alloc") ? tree.get("alloc") : tree);
  }

  private String summary(CodeRun.Result result) {
    var halt = result.call().halt();
    String error = HaltText.of(halt, result.call().lastOpcode());
    return "{\"stateRoot\":\"%s\",\"output\":\"%s\",\"gasUsed\":\"0x%x\",\"pass\":%s,%s\"fork\":\"%s\",\"time\":%d}"
        .formatted(
            result.state().root(),
            result.call().output(),
            result.gasUsed(),
            halt.isSuccess(),
            error.isEmpty() ? "" : "\"error\":\"" + error + "\",",
            fork,
            result.nanos());
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(command.commandLine(), message);
  }
}
