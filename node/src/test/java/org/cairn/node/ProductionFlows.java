package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The recorded flows on a node as it is in production, behind a proxy that knows no
/// `eth_fillTransaction` and no `eth_getAccountInfo`, as the node that they were recorded on.
final class ProductionFlows {
  /// What no node serves to the public.
  private static final List<String> FOR_DEVELOPMENT =
      List.of(
          "anvil_nodeInfo",
          "hardhat_metadata",
          "evm_mine",
          "evm_snapshot",
          "anvil_setBalance",
          "hardhat_impersonateAccount",
          "eth_sendTransaction",
          "eth_sign",
          "eth_signTypedData_v4",
          "personal_sign");

  private static final Set<String> MISSING = Set.of("eth_fillTransaction", "eth_getAccountInfo");
  private static final String NO_METHOD = " -32601";
  private static final int ACCOUNT = 6;
  private static final int IGNITING_ACCOUNT = 8;
  private static final String SOMEBODY = "0x0000000000000000000000000000000000000abc";

  private final Scene scene;

  ProductionFlows(Scene scene) {
    this.scene = scene;
  }

  /// What stands before the node.
  static RecordingProxy before(FollowingNode node) {
    return new RecordingProxy(node.rpc(), MISSING);
  }

  List<Flow> all() {
    return List.of(
        Flow.of(
                "N1",
                Set.of("eth_estimateGas", "eth_maxPriorityFeePerGas", "eth_sendRawTransaction"),
                () -> scene.script("viem.mjs", "N1", ACCOUNT))
            .refusing("eth_fillTransaction" + NO_METHOD),
        Flow.of(
                "N2",
                Set.of("eth_getBalance", "eth_getCode", "eth_sendRawTransaction"),
                this::script)
            .refusing("eth_getAccountInfo" + NO_METHOD),
        Flow.of("N3", Set.of("eth_feeHistory", "eth_sendRawTransaction"), this::transfer),
        Flow.of(
                "N4",
                Set.of("eth_estimateGas", "eth_sendRawTransaction", "eth_getTransactionReceipt"),
                this::ignition)
            .refusing("hardhat_getAutomine" + NO_METHOD),
        Flow.of("nothing for development", Set.copyOf(FOR_DEVELOPMENT), this::refused)
            .refusing(
                FOR_DEVELOPMENT.stream().map(name -> name + NO_METHOD).toArray(String[]::new)),
        Flow.of("no unlocked accounts", Set.of("eth_accounts"), this::nobody)
            .refusing("eth_sendTransaction" + NO_METHOD));
  }

  private void script() {
    Map<String, String> environment = new HashMap<>(scene.environment(ACCOUNT));
    environment.put("FOUNDRY_BROADCAST", scene.records().resolve("N2").toString());
    assertThat(
            scene
                .tools()
                .run(
                    environment,
                    "forge",
                    "script",
                    "forge/Box.s.sol",
                    "--rpc-url",
                    scene.node().url(),
                    "--broadcast",
                    "--private-key",
                    scene.network().privateKey(ACCOUNT))
                .succeeded())
        .contains("ONCHAIN EXECUTION COMPLETE & SUCCESSFUL");
    assertThat(Files.exists(scene.records().resolve("N2"))).isTrue();
  }

  private void transfer() {
    JsonNode receipt =
        ClientTools.json(scene.castFrom(ACCOUNT, "send", SOMEBODY, "--value", "1").succeeded());
    assertThat(receipt.get("status").asText()).isEqualTo("0x1");
  }

  private void ignition() {
    assertThat(
            scene
                .tools()
                .hardhat(
                    scene.environment(IGNITING_ACCOUNT),
                    "ignition",
                    "deploy",
                    "ignition/modules/box.mjs",
                    "--network",
                    "cairn",
                    "--reset")
                .succeeded())
        .contains("[ Box ] successfully deployed");
  }

  private void refused() {
    for (String method : FOR_DEVELOPMENT) {
      assertThat(scene.cast("rpc", method).failed())
          .contains("the method " + method + " does not exist/is not available");
    }
  }

  private void nobody() {
    assertThat(scene.cast("rpc", "eth_accounts").succeeded()).isEqualTo("[]");
    String owner = scene.network().address(ACCOUNT);
    assertThat(scene.cast("send", "--unlocked", "--from", owner, SOMEBODY).failed())
        .contains("eth_sendTransaction");
  }
}
