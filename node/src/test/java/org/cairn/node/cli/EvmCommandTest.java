package org.cairn.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.evm.conformance.Allocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvmCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CASES =
      Path.of(System.getProperty("cairn.root", ".."), "evm-lite/src/test/resources/conformance");

  private static final String SENDER = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf";
  private static final String RECEIVER = "0x" + "07".repeat(20);

  @TempDir Path folder = Path.of("");

  private record Ran(int status, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new EvmCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ran(status, out.toString(), err.toString());
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void evm_withoutACommand_isWrongUsage() {
    assertThat(run().status()).isEqualTo(2);
    assertThat(run("statetest").status()).isEqualTo(2);
    assertThat(run("frobnicate").status()).isEqualTo(2);
  }

  /// The code, and what it costs, are those of EIP-3155's example.
  @Test
  void run_withJson_repeatsTheExampleOfEip3155() throws IOException {
    Ran ran =
        run("run", "604080536040604055604060006040600060025afa6040f3", "--json", "--fork=Istanbul");
    assertThat(ran.status()).isZero();
    assertThat(ran.lines()).hasSize(16);
    assertThat(ran.lines().getFirst())
        .isEqualTo(
            "{\"pc\":0,\"op\":96,\"gas\":\"0x2540be400\",\"gasCost\":\"0x3\",\"memSize\":0,"
                + "\"stack\":[],\"depth\":1,\"returnData\":\"0x\",\"refund\":\"0x0\","
                + "\"opName\":\"PUSH1\"}");
    JsonNode call = JSON.readTree(ran.lines().get(12));
    assertThat(call.path("opName").asText()).isEqualTo("STATICCALL");
    assertThat(call.path("gasCost").asText()).isEqualTo("0x24abb676c");
    assertThat(call.path("stack").get(5).asText()).isEqualTo("0x2540b95b7");
    JsonNode summary = JSON.readTree(ran.lines().getLast());
    assertThat(summary.path("gasUsed").asText()).isEqualTo("0x515c");
    assertThat(summary.path("output").asText()).isEqualTo("0x40");
    assertThat(summary.path("pass").asBoolean()).isTrue();
  }

  @Test
  void run_ofCodeThatFails_tellsWhyAndEndsWithOne() throws IOException {
    Ran reverted = run("run", "60ff5f5260205ffd");
    assertThat(reverted.status()).isEqualTo(1);
    assertThat(reverted.out()).contains("output    0x" + "00".repeat(31) + "ff").contains("REVERT");
    Ran failed = run("run", "0x56", "--json");
    assertThat(failed.status()).isEqualTo(1);
    JsonNode step = JSON.readTree(failed.lines().getFirst());
    assertThat(step.path("error").asText()).isEqualTo("stack underflow");
  }

  @Test
  void run_onAPrestate_readsAndPaysFromIt() throws IOException {
    String prestate =
        write(
            "genesis.json",
            "{\"alloc\":{\"%s\":{\"balance\":\"7\"},\"%s\":{\"code\":\"0x345f54015f5260205ff3\","
                    .formatted(SENDER, RECEIVER)
                + "\"balance\":\"0x0\",\"storage\":{\"0x00\":\"0x0a\"}}}}");
    Ran ran =
        run(
            "run",
            "--prestate=" + prestate,
            "--sender=" + SENDER,
            "--receiver=" + RECEIVER,
            "--value=5");
    assertThat(ran.out()).contains("output    0x" + "00".repeat(31) + "0f");
    assertThat(run("run", "00", "--sender=" + SENDER, "--value=5").out())
        .contains("INSUFFICIENT_BALANCE");
  }

  @Test
  void run_asCreation_returnsTheCode() {
    Ran ran = run("run", "--create", "60aa5f5360015ff3");
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("output    0xaa").contains("gas used  216");
  }

  @Test
  void run_withWrongOptions_isWrongUsage() {
    assertThat(run("run", "00", "--fork=Atlantis").status()).isEqualTo(2);
    assertThat(run("run", "00", "--gas=-1").status()).isEqualTo(2);
    assertThat(run("run", "00", "--sender=0x12").status()).isEqualTo(2);
    assertThat(run("run", "00", "--value=much").status()).isEqualTo(2);
  }

  @Test
  void statetest_ofAFolder_endsWithTheCounts() {
    Ran ran = run("statetest", CASES.toString(), "--jobs=2");
    assertThat(ran.status()).isZero();
    assertThat(ran.lines()).containsExactly("45 passed, 0 failed");
    assertThat(ran.err()).contains("2 tests of another kind passed over");
    assertThat(run("statetest", CASES.toString(), "--fork=osaka").lines())
        .containsExactly("3 passed, 0 failed");
    assertThat(run("statetest", CASES.toString(), "--run=^nothing").lines())
        .containsExactly("0 passed, 0 failed");
  }

  @Test
  void statetest_ofACaseThatFails_saysWhatDiffers() throws IOException {
    String changed =
        Files.readString(CASES.resolve("state.json"))
            .replaceFirst("\"hash\": \"0x..", "\"hash\": \"0x12");
    Ran ran = run("statetest", write("changed.json", changed));
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.lines()).hasSize(2).last().isEqualTo("44 passed, 1 failed");
    JsonNode failure = JSON.readTree(ran.lines().getFirst());
    assertThat(failure.path("case").asText()).isEqualTo("store_log_create_and_blockhash");
    assertThat(failure.path("fork").asText()).isEqualTo("Frontier");
    assertThat(failure.path("differs").asText()).isEqualTo("state root");
    assertThat(failure.path("expected").asText()).startsWith("0x12");
  }

  @Test
  void statetest_ofAFileThatIsNone_isAFailure() throws IOException {
    Ran ran = run("statetest", write("broken.json", "{\"a\": {"));
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.lines()).last().isEqualTo("0 passed, 1 failed");
    assertThat(run("statetest", "/no/such/folder").status()).isEqualTo(2);
    assertThat(run("statetest", CASES.toString(), "--run=(").status()).isEqualTo(2);
    assertThat(run("statetest", CASES.toString(), "--jobs=0").status()).isEqualTo(2);
  }

  @Test
  void blocktest_withStatistics_tellsTheSpeedOfEach() throws IOException {
    Ran ran = run("blocktest", CASES.resolve("blocks.json").toString(), "--stats", "--fork=Osaka");
    assertThat(ran.status()).isZero();
    assertThat(ran.lines()).hasSize(2).last().isEqualTo("1 passed, 0 failed");
    JsonNode speed = JSON.readTree(ran.lines().getFirst());
    assertThat(speed.path("gasUsed").asLong()).isPositive();
    assertThat(speed.path("mgasPerSecond").isNumber()).isTrue();
  }

  @Test
  void bench_ofAWorkload_tellsItsGas() throws IOException {
    String workloads =
        write(
            "workloads.json",
            "[{\"group\":\"a\",\"name\":\"loop\",\"n\":2000,\"code\":"
                + "\"5f35671234567890abcdef5b5b9060019003908161000b575f5260205ff3\"},"
                + "{\"group\":\"a\",\"name\":\"other\",\"n\":1,\"code\":\"fe\"}]");
    Ran ran = run("bench", workloads, "--only=loop", "--rounds=1", "--json");
    assertThat(ran.status()).isZero();
    JsonNode result = JSON.readTree(ran.out());
    assertThat(result.path("name").asText()).isEqualTo("loop");
    assertThat(result.path("gas").asDouble()).isBetween(30.0, 60.0);
    assertThat(run("bench", "/no/such/file").status()).isEqualTo(2);
  }

  private Ran transition(String env, String txs, String... more) throws IOException {
    String alloc = write("alloc.json", "{\"%s\":{\"balance\":\"0x989680\"}}".formatted(SENDER));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "t8n",
                "--input.alloc=" + alloc,
                "--input.env=" + write("env.json", env),
                "--input.txs=" + write("txs.json", txs),
                "--output.alloc=stdout",
                "--output.result=stdout",
                "--output.body=stdout",
                "--output.basedir=" + folder,
                "--state.fork=Shanghai"));
    for (String option : more) {
      String name = option.replaceFirst("=.*", "=");
      boolean _ = arguments.removeIf(argument -> argument.startsWith(name));
      arguments.add(option);
    }
    return run(arguments.toArray(String[]::new));
  }

  private static String env(String more) {
    return "{\"currentCoinbase\":\"%s\",\"currentGasLimit\":\"1000000\",\"currentNumber\":\"0x1\","
            .formatted(RECEIVER)
        + "\"currentTimestamp\":\"1000\",\"currentRandom\":\"0x0\",\"currentBaseFee\":\"0xa\""
        + more
        + "}";
  }

  private static final String WITHDRAWALS = ",\"withdrawals\":[]";

  /// Two of the same, so that the second has a nonce too low.
  private static String transfers(String to) {
    String transfer =
        "{\"gas\":\"0x186a0\",\"gasPrice\":\"0xb\",\"nonce\":\"0x0\",\"to\":\"%s\",\"value\":\"0x3\","
                .formatted(to)
            + "\"input\":\"0x\",\"v\":\"0x0\",\"r\":\"0x0\",\"s\":\"0x0\",\"secretKey\":\"0x"
            + "00".repeat(31)
            + "01\"}";
    return "[" + transfer + "," + transfer + "]";
  }

  @Test
  void t8n_ofATransfer_givesStateReceiptAndRefusal() throws IOException {
    Ran ran = transition(env(WITHDRAWALS), transfers("0x" + "08".repeat(20)), "--trace");
    assertThat(ran.status()).as(ran.err()).isZero();
    JsonNode output = JSON.readTree(ran.out());
    JsonNode result = output.get("result");
    assertThat(result.path("stateRoot").asText())
        .isEqualTo(Allocation.read(output.get("alloc")).root().toString());
    assertThat(output.at("/alloc/0x" + "08".repeat(20) + "/balance").asText()).isEqualTo("0x3");
    assertThat(output.at("/alloc/" + RECEIVER + "/balance").asText()).isEqualTo("0x5208");
    assertThat(result.at("/receipts/0/gasUsed").asText()).isEqualTo("0x5208");
    assertThat(result.at("/rejected/0/index").asInt()).isEqualTo(1);
    assertThat(result.at("/rejected/0/error").asText()).startsWith("nonce too low");
    assertThat(result.path("gasUsed").asText()).isEqualTo("0x5208");
    // What was executed, read again as RLP, gives the same.
    String rlp = write("txs.rlp", output.get("body").toString());
    Ran again = transition(env(WITHDRAWALS), "[]", "--input.txs=" + rlp);
    assertThat(JSON.readTree(again.out()).at("/result/stateRoot"))
        .isEqualTo(result.get("stateRoot"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jsonl"))).hasSize(2);
    }
  }

  @Test
  void t8n_thatCannotBeMade_endsWithGethsStatus() throws IOException {
    String txs = transfers("0x" + "08".repeat(20));
    assertThat(transition(env(WITHDRAWALS), txs, "--state.fork=Atlantis").status()).isEqualTo(3);
    assertThat(transition(env(""), txs).status()).isEqualTo(3);
    assertThat(transition("{", txs).status()).isEqualTo(10);
    assertThat(transition(env(WITHDRAWALS), "[{}]").status()).isEqualTo(10);
    assertThat(transition(env(WITHDRAWALS), txs, "--input.txs=/no/such").status()).isEqualTo(11);
    String rlp = write("bad.rlp", "\"0xc101\"");
    assertThat(transition(env(WITHDRAWALS), txs, "--input.txs=" + rlp).status()).isEqualTo(0);
    String worse = write("worse.rlp", "\"0x01\"");
    assertThat(transition(env(WITHDRAWALS), txs, "--input.txs=" + worse).status()).isEqualTo(12);
  }

  @Test
  void t8n_thatAsksForAHashNotGiven_endsWithFour() throws IOException {
    String code = "5f405f5260205ff3"; // BLOCKHASH of block 0
    String creation =
        "[{\"gas\":\"0x186a0\",\"gasPrice\":\"0xb\",\"nonce\":\"0x0\",\"value\":\"0x0\",\"input\":\"0x"
            + code
            + "\",\"secretKey\":\"0x"
            + "00".repeat(31)
            + "01\"}]";
    assertThat(transition(env(WITHDRAWALS), creation).status()).isEqualTo(4);
    String hashes = ",\"blockHashes\":{\"0\":\"0x" + "ab".repeat(32) + "\"}";
    assertThat(transition(env(WITHDRAWALS + hashes), creation).status()).isZero();
  }
}
