package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The node for development under the tools that it is for: hardhat's tests and deployments, viem's
/// test actions, and the recorded flows of the other clients.
@SuppressWarnings("NullAway.Init") // set before all
class DevelopmentIT {
  private static final int ACCOUNT = 7;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  static DevelopmentNode node;
  static RecordingProxy proxy;
  static Scene scene;

  @BeforeAll
  static void start() throws Exception {
    ClientTools tools = ClientTools.install();
    node = DevelopmentNode.start(folder.resolve("log"));
    proxy = new RecordingProxy(node.rpc(), Set.of());
    scene = Scene.on(node, proxy, tools, folder.resolve("records"));
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : Arrays.asList(proxy, node)) {
      if (each != null) {
        assertThatCode(each::close).doesNotThrowAnyException();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> recordedFlows() {
    return Stream.of(
            new EthersFlows(scene).all(),
            new CastFlows(scene).all(),
            new ForgeFlows(scene).all(),
            new Web3jFlows(scene).all())
        .flatMap(List::stream)
        // It waits for a second block, which here nobody makes.
        .filter(flow -> !flow.name().equals("E10"))
        .map(flow -> flow.through(proxy));
  }

  @Test
  void hardhat_testsWithFixturesTimeAndImpersonation_pass() {
    String said =
        scene
            .tools()
            .hardhat(Map.of("URL", node.rpc()), "test", "mocha", "--network", "cairn")
            .succeeded();
    assertThat(said).contains("8 passing").doesNotContain("failing");
  }

  @Test
  void ignition_module_isDeployed() {
    assertThat(
            scene
                .tools()
                .hardhat(
                    Map.of("URL", node.rpc()),
                    "ignition",
                    "deploy",
                    "ignition/modules/box.mjs",
                    "--network",
                    "cairn",
                    "--reset")
                .succeeded())
        .contains("[ Box ] successfully deployed");
  }

  @Test
  void viem_testActions_doWhatTheySay() {
    scene.script("viem.mjs", "D1", ACCOUNT);
  }
}
