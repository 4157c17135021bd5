package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The recorded flows of forge. Its script deploys a box and puts two numbers into it.
final class ForgeFlows {
  private static final int ACCOUNT = 4;
  private static final int UNLOCKED_ACCOUNT = 8;
  private static final String SOMEBODY = "0x0000000000000000000000000000000000000abc";

  /// A key without coins.
  private static final String POOR = "0x" + "17".repeat(32);

  private static final Set<String> FORKING =
      Set.of("eth_getTransactionCount", "eth_getCode", "eth_getBlockByNumber", "eth_gasPrice");

  private final Scene scene;

  ForgeFlows(Scene scene) {
    this.scene = scene;
  }

  List<Flow> all() {
    return List.of(
        Flow.of("F1", broadcasting("eth_feeHistory"), this::create),
        Flow.of("F2", broadcasting("eth_feeHistory"), () -> scripted("F2", http())),
        Flow.of("F3", broadcasting("eth_feeHistory"), () -> scripted("F3", http(), "--slow")),
        Flow.of("F4", FORKING, this::simulated),
        Flow.of("F5", broadcasting("eth_gasPrice"), this::legacy),
        Flow.of("F6", Set.of("eth_chainId", "eth_getTransactionCount"), this::resumed),
        Flow.of(
            "F7",
            Set.of("eth_feeHistory", "eth_sendTransaction", "eth_getTransactionReceipt"),
            this::unlocked),
        Flow.of("F8", broadcasting("eth_feeHistory"), () -> scripted("F8", webSocket())),
        Flow.of("F10", Set.of("eth_chainId", "eth_getBlockByNumber"), this::testOnFork),
        Flow.of("F11", Set.of("eth_feeHistory", "eth_estimateGas"), this::refusedTransactions)
            .refusing("eth_sendRawTransaction -32000", "eth_estimateGas -32000"));
  }

  private static Set<String> broadcasting(String price) {
    return Set.of(
        "eth_chainId",
        "eth_getTransactionCount",
        price,
        "eth_sendRawTransaction",
        "eth_getTransactionReceipt");
  }

  private void create() {
    String said =
        forge(
                "F1",
                "create",
                "--broadcast",
                "--json",
                "--rpc-url",
                http(),
                "--private-key",
                key(),
                "contracts/Box.sol:Box",
                "--constructor-args",
                "forged",
                "5")
            .succeeded();
    String created = ClientTools.json(said).get("deployedTo").asText();
    assertThat(scene.cast("call", created, "name()(string)").succeeded()).isEqualTo("\"forged\"");
  }

  private JsonNode scripted(String name, String url, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--private-key", key()));
    Collections.addAll(arguments, options);
    return broadcast(name, url, arguments.toArray(String[]::new));
  }

  private void unlocked() {
    JsonNode _ =
        broadcast(
            "F7", http(), "--unlocked", "--sender", scene.network().address(UNLOCKED_ACCOUNT));
  }

  /// Its three transactions are final, in order, and did what the simulation did.
  private JsonNode broadcast(String name, String url, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--broadcast"));
    Collections.addAll(arguments, options);
    String said = script(name, url, arguments.toArray(String[]::new)).succeeded();
    assertThat(said).contains("ONCHAIN EXECUTION COMPLETE & SUCCESSFUL");
    JsonNode run = ClientTools.json(record(name).resolve("run-latest.json"));
    assertThat(run.get("receipts"))
        .hasSize(3)
        .allMatch(receipt -> receipt.get("status").asText().equals("0x1"));
    String box = run.at("/transactions/0/contractAddress").asText();
    assertThat(scene.cast("call", box, "changes()(uint256)").succeeded()).isEqualTo("2");
    assertThat(scene.cast("call", box, "number()(uint256)").succeeded()).isEqualTo("7");
    assertThat(scene.cast("balance", box).succeeded()).isEqualTo("1");
    return run;
  }

  private void simulated() {
    String before = scene.cast("nonce", scene.network().address(ACCOUNT)).succeeded();
    String said = script("F4", http(), "--private-key", key()).succeeded();
    assertThat(said).contains("SIMULATION COMPLETE");
    assertThat(Files.exists(record("F4").resolve("run-latest.json"))).isFalse();
    assertThat(scene.cast("nonce", scene.network().address(ACCOUNT)).succeeded()).isEqualTo(before);
  }

  private void legacy() {
    JsonNode run = scripted("F5", http(), "--legacy");
    assertThat(run.get("receipts")).allMatch(each -> each.get("type").asText().equals("0x0"));
  }

  /// Of a script that is through, nothing is sent again.
  private void resumed() {
    JsonNode before = scripted("F6", http());
    RecordingProxy.Traffic _ = scene.node().take();
    String said =
        script("F6", http(), "--broadcast", "--resume", "--private-key", key()).succeeded();
    assertThat(said).contains("ONCHAIN EXECUTION COMPLETE & SUCCESSFUL");
    assertThat(ClientTools.json(record("F6").resolve("run-latest.json")).get("receipts"))
        .isEqualTo(before.get("receipts"));
    RecordingProxy.Traffic traffic = scene.node().peek();
    assertThat(traffic.asked()).doesNotContain("eth_sendRawTransaction");
  }

  private void testOnFork() {
    assertThat(forge("F10", "test", "--fork-url", http()).succeeded())
        .contains("2 tests passed, 0 failed");
  }

  private void refusedTransactions() {
    String nonceUsed =
        scene.castFrom(ACCOUNT, "send", SOMEBODY, "--nonce", "0", "--gas-limit", "21000").failed();
    assertThat(nonceUsed).contains("nonce too low");
    assertThat(scene.cast("send", SOMEBODY, "--value", "1", "--private-key", POOR).failed())
        .containsIgnoringCase("insufficient funds for gas * price + value");
    assertThat(
            scene
                .cast(
                    "send", SOMEBODY, "--value", "1", "--gas-limit", "21000", "--private-key", POOR)
                .failed())
        .containsIgnoringCase("insufficient funds for gas * price + value");
  }

  private ClientTools.Outcome script(String name, String url, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("script", "forge/Box.s.sol", "--rpc-url", url));
    Collections.addAll(arguments, options);
    return forge(name, arguments.toArray(String[]::new));
  }

  private ClientTools.Outcome forge(String name, String... arguments) {
    Map<String, String> environment = new HashMap<>(scene.environment(ACCOUNT));
    environment.put("FOUNDRY_BROADCAST", scene.records().resolve(name).toString());
    return scene.tools().run(environment, "forge", arguments);
  }

  /// The folder where forge notes what a script sent.
  private Path record(String name) {
    return scene
        .records()
        .resolve(name)
        .resolve("Box.s.sol")
        .resolve(Long.toString(scene.network().chainId()));
  }

  private String key() {
    return scene.network().privateKey(ACCOUNT);
  }

  private String http() {
    return scene.node().url();
  }

  private String webSocket() {
    return scene.node().webSocket();
  }
}
