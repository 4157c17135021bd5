package org.cairn.node.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.evm.conformance.FixtureValues;
import org.cairn.evm.trace.Tracer;
import org.cairn.node.evmtool.StepTrace;
import org.cairn.node.transition.Traces;
import org.cairn.node.transition.Transition;
import org.cairn.node.transition.TransitionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cairn evm t8n`.
@Command(
    name = "t8n",
    description = {
      "Applies transactions to a state, with the files and flags of go-ethereum's tool.",
      "Exit status: 0 done, 2 the block's rules cannot be carried out, 3 unknown fork or incomplete"
          + " environment, 4 a block hash is missing, 10 JSON cannot be read, 11 a file cannot be"
          + " read or written, 12 RLP cannot be read."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class TransitionCommand implements Callable<Integer> {
  private static final String STDIN = "stdin";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Option(
      names = "--input.alloc",
      paramLabel = "FILE",
      defaultValue = "alloc.json",
      description = "The state before; stdin: the member alloc of the object read there.")
  String inputAlloc = "";

  @Option(
      names = "--input.env",
      paramLabel = "FILE",
      defaultValue = "env.json",
      description = "The block's environment, or stdin.")
  String inputEnv = "";

  @Option(
      names = "--input.txs",
      paramLabel = "FILE",
      defaultValue = "txs.json",
      description = {
        "The transactions: a list of objects, signed or with secretKey; a name that ends in .rlp:"
            + " an RLP list as a JSON string; or stdin, with the member txs or txsRlp."
      })
  String inputTxs = "";

  @Option(
      names = "--output.basedir",
      paramLabel = "DIR",
      defaultValue = "",
      description = "Where output files go; it is made when it is missing.")
  String baseDirectory = "";

  @Option(
      names = "--output.alloc",
      paramLabel = "FILE",
      defaultValue = "alloc.json",
      description = "The state after: a file, stdout, stderr, or nothing.")
  String outputAlloc = "";

  @Option(
      names = "--output.result",
      paramLabel = "FILE",
      defaultValue = "result.json",
      description = "Roots, receipts and refusals: a file, stdout, stderr, or nothing.")
  String outputResult = "";

  @Option(
      names = "--output.body",
      paramLabel = "FILE",
      defaultValue = "",
      description = "The executed transactions as an RLP list: a file, stdout, stderr, or nothing.")
  String outputBody = "";

  @Option(
      names = "--state.fork",
      paramLabel = "NAME",
      defaultValue = "GrayGlacier",
      description = "The rules.")
  String fork = "";

  @Option(names = "--state.chainid", defaultValue = "1", description = "The chain's id.")
  long chainId;

  @Option(
      names = "--state.reward",
      paramLabel = "WEI",
      defaultValue = "0",
      description = "What the block's beneficiary gets; -1: nothing, not even a touch.")
  String reward = "";

  @Option(
      names = "--trace",
      description = "Write each transaction's instructions to trace-INDEX-HASH.jsonl.")
  boolean trace;

  @Option(names = "--trace.memory", description = "With all of memory at each instruction.")
  boolean traceMemory;

  @Option(
      names = {"--trace.returndata", "--trace.nomemory", "--trace.noreturndata"},
      hidden = true,
      description = "Accepted for go-ethereum's scripts.")
  boolean ignored;

  @Option(names = "--verbosity", hidden = true, description = "Accepted likewise.")
  int verbosity;

  @Override
  public Integer call() {
    try (TraceFiles traces = new TraceFiles()) {
      BigInteger wei = reward();
      Transition.Settings settings =
          new Transition.Settings(
              fork, chainId, UInt256.of(wei.max(BigInteger.ZERO)), wei.signum() >= 0);
      Traces each = trace ? traces : Traces.NONE;
      write(Transition.make(settings, input(), each));
      return CommandLine.ExitCode.OK;
    } catch (TransitionException e) {
      PrintWriter err = command.commandLine().getErr();
      err.println(e.getMessage());
      err.flush();
      return e.exitStatus();
    }
  }

  private BigInteger reward() {
    try {
      return reward.startsWith("0x")
          ? new BigInteger(reward.substring(2), 16)
          : new BigInteger(reward);
    } catch (NumberFormatException e) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "--state.reward is no number: " + reward, e);
    }
  }

  private Transition.Input input() {
    boolean fromStdin =
        inputAlloc.equals(STDIN) || inputEnv.equals(STDIN) || inputTxs.equals(STDIN);
    JsonNode stdin = fromStdin ? readStdin() : JsonNodeFactory.instance.objectNode();
    JsonNode alloc = inputAlloc.equals(STDIN) ? stdin.path("alloc") : read(inputAlloc);
    JsonNode env = inputEnv.equals(STDIN) ? stdin.path("env") : read(inputEnv);
    JsonNode rlp = null;
    JsonNode txs = null;
    if (inputTxs.equals(STDIN)) {
      JsonNode encoded = FixtureValues.member(stdin, "txsRlp");
      rlp = encoded == null || encoded.asText().isEmpty() ? null : encoded;
      txs = stdin.path("txs");
    } else if (inputTxs.endsWith(".rlp")) {
      rlp = read(inputTxs);
    } else {
      txs = read(inputTxs);
    }
    return new Transition.Input(alloc, env, txs, rlp == null ? null : bytes(rlp));
  }

  private static Bytes bytes(JsonNode json) {
    try {
      return FixtureValues.bytes(json);
    } catch (IllegalArgumentException e) {
      throw new TransitionException(TransitionException.JSON, "transactions: " + e.getMessage());
    }
  }

  private static JsonNode readStdin() {
    try {
      return JSON.readTree(System.in);
    } catch (JacksonException e) {
      throw new TransitionException(TransitionException.JSON, "stdin: " + e.getMessage());
    } catch (IOException e) {
      throw new TransitionException(TransitionException.FILES, "stdin: " + e.getMessage());
    }
  }

  private static JsonNode read(String file) {
    try {
      return JSON.readTree(Files.readAllBytes(Path.of(file)));
    } catch (JacksonException e) {
      throw new TransitionException(TransitionException.JSON, file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new TransitionException(TransitionException.FILES, "cannot read " + e.getMessage());
    }
  }

  private void write(Transition.Output output) {
    ObjectNode stdout = JsonNodeFactory.instance.objectNode();
    ObjectNode stderr = JsonNodeFactory.instance.objectNode();
    try {
      dispatch(outputAlloc, "alloc", output.alloc(), stdout, stderr);
      dispatch(outputResult, "result", output.result(), stdout, stderr);
      dispatch(outputBody, "body", TextNode.valueOf(output.body().toString()), stdout, stderr);
    } catch (IOException e) {
      throw new TransitionException(TransitionException.FILES, "cannot write " + e.getMessage());
    }
    print(stdout, command.commandLine().getOut());
    print(stderr, command.commandLine().getErr());
  }

  private void dispatch(
      String target, String name, JsonNode value, ObjectNode stdout, ObjectNode stderr)
      throws IOException {
    switch (target) {
      case "" -> {}
      case "stdout" -> stdout.set(name, value);
      case "stderr" -> stderr.set(name, value);
      default -> Files.writeString(output(target), value.toPrettyString());
    }
  }

  private Path output(String file) throws IOException {
    Path directory = Path.of(baseDirectory);
    Files.createDirectories(directory.toAbsolutePath());
    return directory.resolve(file);
  }

  private static void print(ObjectNode collected, PrintWriter writer) {
    if (!collected.isEmpty()) {
      writer.println(collected.toPrettyString());
      writer.flush();
    }
  }

  /// One file for each transaction that is tried; the file of one that was refused stays empty.
  private final class TraceFiles implements Traces, AutoCloseable {
    private @Nullable PrintWriter current;

    @Override
    public Tracer of(int index, Hash hash) {
      close();
      try {
        Path file = output("trace-" + index + "-" + hash + ".jsonl");
        PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        current = writer;
        return new StepTrace(writer::println, traceMemory);
      } catch (IOException e) {
        throw new TransitionException(TransitionException.FILES, "cannot write " + e.getMessage());
      }
    }

    @Override
    public void close() {
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }
}
