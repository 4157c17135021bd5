package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/// The recorded flows of cast.
final class CastFlows {
  private static final int ACCOUNT = 2;
  private static final int DELEGATING_ACCOUNT = 3;
  private static final String SOMEBODY = "0x0000000000000000000000000000000000000abc";
  private static final String STORED = "Stored(address indexed,uint256)";
  private static final String ONE_COIN = "1000000000000000000";

  private final Scene scene;

  CastFlows(Scene scene) {
    this.scene = scene;
  }

  List<Flow> all() {
    return List.of(
        Flow.of("C15", sending("eth_feeHistory"), this::create),
        Flow.of("C1", sending("eth_feeHistory"), this::write),
        Flow.of("C2", Set.of("eth_call", "eth_getTransactionCount"), this::call),
        Flow.of("C3", Set.of("eth_call"), this::callThatReverts).refusing("eth_call 3"),
        Flow.of("C4", Set.of("eth_getLogs"), this::logs),
        Flow.of("C5", Set.of("eth_getBlockByNumber"), this::finalizedBlock),
        Flow.of("C6", Set.of("eth_feeHistory"), this::feeHistory),
        Flow.of(
            "C7",
            Set.of(
                "eth_getBalance",
                "eth_getTransactionCount",
                "eth_getCode",
                "eth_getStorageAt",
                "eth_getProof"),
            this::account),
        Flow.of(
            "C8", Set.of("eth_getTransactionReceipt", "eth_getTransactionByHash"), this::receipt),
        Flow.of("C9", Set.of("eth_getAccountInfo", "eth_getStorageAt"), this::run),
        Flow.of("C10", Set.of("debug_traceTransaction"), this::trace),
        Flow.of(
            "C11", Set.of("eth_estimateGas", "eth_gasPrice", "web3_clientVersion"), this::prices),
        Flow.of("C12", sending("eth_gasPrice"), this::legacy),
        Flow.of("C13", sending("eth_feeHistory"), this::asyncAndPublish),
        Flow.of("C14", Set.of("eth_createAccessList"), this::accessList),
        Flow.of("C16", Set.of("eth_sendTransaction", "eth_getTransactionReceipt"), this::unlocked),
        Flow.of("C17", Set.of("eth_getAccountInfo", "eth_getStorageAt"), this::tracedCall),
        Flow.of("C18", Set.of("eth_blockNumber", "eth_getBlockByNumber"), this::blocks),
        Flow.of("C19", sending("eth_feeHistory"), this::delegation),
        Flow.of("C20", Set.of("eth_subscribe"), this::subscription));
  }

  private static Set<String> sending(String price) {
    return Set.of(
        "eth_chainId",
        "eth_getTransactionCount",
        price,
        "eth_estimateGas",
        "eth_sendRawTransaction",
        "eth_getTransactionReceipt");
  }

  private void create() {
    JsonNode receipt = sent(ACCOUNT, "--create", Scene.deployment(scene.tools(), 41));
    String created = receipt.get("contractAddress").asText();
    assertThat(scene.cast("code", created).succeeded()).isEqualTo(scene.tools().runtimeCode("Box"));
    assertThat(number(created)).isEqualTo("41");
  }

  private void write() {
    JsonNode receipt = sent(ACCOUNT, scene.box(), "store(uint256)", "42");
    assertThat(receipt.get("logs")).hasSize(1);
    assertThat(receipt.get("type").asText()).isEqualTo("0x2");
    assertThat(number(scene.box())).isEqualTo("42");
  }

  private void call() {
    assertThat(scene.cast("call", scene.box(), "name()(string)").succeeded()).isEqualTo("\"box\"");
  }

  private void callThatReverts() {
    assertThat(scene.cast("call", scene.box(), "refuse()").failed())
        .contains("error code 3: execution reverted: not today")
        .contains("0x08c379a0");
  }

  private void logs() {
    JsonNode receipt = sent(ACCOUNT, scene.box(), "store(uint256)", "4");
    JsonNode found =
        ClientTools.json(
            scene
                .cast("logs", "--from-block", "0", "--address", scene.box(), STORED, "--json")
                .succeeded());
    assertThat(found.findValuesAsText("transactionHash")).contains(hash(receipt));
  }

  private void finalizedBlock() {
    JsonNode block = ClientTools.json(scene.cast("block", "finalized", "--json").succeeded());
    assertThat(block.get("hash").asText()).hasSize(66);
    assertThat(block.get("baseFeePerGas").asText()).startsWith("0x");
  }

  private void feeHistory() {
    JsonNode history =
        ClientTools.json(
            scene.cast("rpc", "eth_feeHistory", "0x4", "latest", "[25,75]").succeeded());
    assertThat(history.get("baseFeePerGas")).hasSize(5);
    assertThat(history.get("reward")).hasSize(4).allMatch(each -> each.size() == 2);
  }

  private void account() {
    String owner = scene.network().address(ACCOUNT);
    assertThat(scene.cast("balance", owner).succeeded()).hasSizeGreaterThan(ONE_COIN.length());
    assertThat(Long.parseLong(scene.cast("nonce", owner).succeeded())).isPositive();
    assertThat(scene.cast("code", scene.box()).succeeded())
        .isEqualTo(scene.tools().runtimeCode("Box"));
    String slot = scene.cast("storage", scene.box(), "0").succeeded();
    JsonNode proof = ClientTools.json(scene.cast("proof", scene.box(), "0").succeeded());
    assertThat(proof.at("/storageProof/0/value").asText())
        .isEqualTo("0x" + Long.toHexString(Long.decode("0x" + slot.substring(50))));
    assertThat(proof.get("accountProof")).isNotEmpty();
  }

  private void receipt() {
    String hash = hash(sent(ACCOUNT, scene.box(), "store(uint256)", "8"));
    JsonNode receipt = ClientTools.json(scene.cast("receipt", hash, "--json").succeeded());
    JsonNode transaction = ClientTools.json(scene.cast("tx", hash, "--json").succeeded());
    assertThat(receipt.get("status").asText()).isEqualTo("0x1");
    assertThat(transaction.get("hash").asText()).isEqualTo(hash);
    assertThat(transaction.get("blockHash")).isEqualTo(receipt.get("blockHash"));
  }

  /// The client's own EVM comes to the node's figures.
  private void run() {
    JsonNode receipt = sent(ACCOUNT, scene.box(), "store(uint256)", "9");
    assertThat(scene.cast("run", hash(receipt)).succeeded())
        .contains("Transaction successfully executed")
        .contains("Gas used: " + Long.decode(receipt.get("gasUsed").asText()));
  }

  private void trace() {
    String hash = hash(sent(ACCOUNT, scene.box(), "store(uint256)", "10"));
    JsonNode trace =
        ClientTools.json(
            scene
                .cast("rpc", "debug_traceTransaction", hash, "{\"tracer\":\"callTracer\"}")
                .succeeded());
    assertThat(trace.get("to").asText()).isEqualTo(scene.box());
    assertThat(trace.get("type").asText()).isEqualTo("CALL");
  }

  private void prices() {
    String owner = scene.network().address(ACCOUNT);
    String estimate =
        scene.cast("estimate", scene.box(), "store(uint256)", "1", "--from", owner).succeeded();
    assertThat(Long.parseLong(estimate)).isBetween(21_000L, 100_000L);
    long baseFee = Long.parseLong(scene.cast("base-fee").succeeded());
    assertThat(Long.parseLong(scene.cast("gas-price").succeeded())).isGreaterThan(baseFee);
    assertThat(scene.cast("chain-id").succeeded())
        .isEqualTo(Long.toString(scene.network().chainId()));
    assertThat(scene.cast("client").succeeded()).contains("cairn/");
    assertThat(scene.cast("age").succeeded()).contains("UTC");
    assertThat(scene.cast("block-number").succeeded()).matches("[1-9]\\d*");
  }

  private void legacy() {
    JsonNode receipt = sent(ACCOUNT, "--legacy", SOMEBODY, "--value", "1");
    assertThat(receipt.get("type").asText()).isEqualTo("0x0");
    assertThat(receipt.get("gasUsed").asText()).isEqualTo("0x5208");
  }

  private void asyncAndPublish() {
    String hash = scene.castFrom(ACCOUNT, "send", "--async", SOMEBODY, "--value", "1").succeeded();
    assertThat(
            ClientTools.json(scene.cast("receipt", hash, "--json").succeeded())
                .get("status")
                .asText())
        .isEqualTo("0x1");
    String signed = scene.castFrom(ACCOUNT, "mktx", SOMEBODY, "--value", "2").succeeded();
    JsonNode receipt = ClientTools.json(scene.cast("publish", signed).succeeded());
    assertThat(receipt.get("status").asText()).isEqualTo("0x1");
  }

  private void accessList() {
    String owner = scene.network().address(ACCOUNT);
    String list =
        scene.cast("access-list", scene.box(), "store(uint256)", "1", "--from", owner).succeeded();
    assertThat(list).containsIgnoringCase(scene.box()).contains("0x" + "0".repeat(63) + "1");
  }

  private void unlocked() {
    String owner = scene.network().address(ACCOUNT);
    JsonNode receipt =
        ClientTools.json(
            scene
                .cast("send", "--json", "--unlocked", "--from", owner, SOMEBODY, "--value", "3")
                .succeeded());
    assertThat(receipt.get("status").asText()).isEqualTo("0x1");
    assertThat(receipt.get("from").asText()).isEqualToIgnoringCase(owner);
  }

  private void tracedCall() {
    String owner = scene.network().address(ACCOUNT);
    assertThat(
            scene
                .cast("call", scene.box(), "store(uint256)", "5", "--trace", "--from", owner)
                .succeeded())
        .contains("Transaction successfully executed");
  }

  private void blocks() {
    assertThat(scene.cast("find-block", "1700000000").succeeded()).isEqualTo("1");
    JsonNode block =
        ClientTools.json(scene.cast("block", "latest", "--full", "--json").succeeded());
    assertThat(block.get("transactions").isArray()).isTrue();
  }

  private void delegation() {
    String owner = scene.network().address(DELEGATING_ACCOUNT);
    JsonNode receipt =
        sent(DELEGATING_ACCOUNT, owner, "store(uint256)", "19", "--auth", scene.box());
    assertThat(receipt.get("type").asText()).isEqualTo("0x4");
    assertThat(scene.cast("code", owner).succeeded())
        .isEqualTo("0xef0100" + scene.box().substring(2));
    assertThat(number(owner)).isEqualTo("19");
  }

  private void subscription() throws Exception {
    String url = scene.node().webSocket();
    try (var logs =
        scene
            .tools()
            .follow("cast", "logs", "--subscribe", "--rpc-url", url, "--address", scene.box())) {
      scene.node().awaitAnswered("eth_subscribe");
      String hash = hash(sent(ACCOUNT, scene.box(), "store(uint256)", "20"));
      assertThat(logs.awaitLine(line -> line.contains("transactionHash"))).contains(hash);
    }
  }

  /// The receipt of a transaction that succeeded.
  private JsonNode sent(int account, String... arguments) {
    JsonNode receipt = ClientTools.json(scene.castFrom(account, "send", arguments).succeeded());
    assertThat(receipt.get("status").asText()).isEqualTo("0x1");
    return receipt;
  }

  private String number(String box) {
    return scene.cast("call", box, "number()(uint256)").succeeded();
  }

  private static String hash(JsonNode receipt) {
    return receipt.get("transactionHash").asText();
  }
}
