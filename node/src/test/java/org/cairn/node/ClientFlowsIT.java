package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cairn.node.client.RpcClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The real clients on a devnet of four validators, each in the flows that were recorded of it:
/// what they ask, what errors they see, and what they make of it. A case a flow, named as there.
@SuppressWarnings("NullAway.Init") // set before all
class ClientFlowsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  static LocalNetwork network;
  static RecordingProxy proxy;
  static Scene scene;
  static FollowingNode production;
  static RecordingProxy productionProxy;
  static Scene productionScene;

  @BeforeAll
  static void start() throws Exception {
    ClientTools tools = ClientTools.install();
    network = LocalNetwork.start(folder.resolve("devnet"), "--block-time", "0.5");
    production = FollowingNode.start(network, folder.resolve("production"));
    proxy = new RecordingProxy(network.rpc(0), Set.of());
    scene = Scene.on(network, proxy, tools, folder.resolve("records"));
    productionProxy = ProductionFlows.before(production);
    productionScene = scene.at(productionProxy);
  }

  @AfterAll
  static void stop() {
    for (AutoCloseable each : Arrays.asList(productionProxy, production, proxy, network)) {
      if (each != null) {
        assertThatCode(each::close).doesNotThrowAnyException();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> ethers() {
    return new EthersFlows(scene).all().stream().map(flow -> flow.through(proxy));
  }

  @TestFactory
  Stream<DynamicTest> cast() {
    return new CastFlows(scene).all().stream().map(flow -> flow.through(proxy));
  }

  @TestFactory
  Stream<DynamicTest> forge() {
    return new ForgeFlows(scene).all().stream().map(flow -> flow.through(proxy));
  }

  @TestFactory
  Stream<DynamicTest> web3j() {
    return new Web3jFlows(scene).all().stream().map(flow -> flow.through(proxy));
  }

  @TestFactory
  Stream<DynamicTest> production() throws InterruptedException {
    awaitProduction();
    return new ProductionFlows(productionScene)
        .all().stream().map(flow -> flow.through(productionProxy));
  }

  @TestFactory
  Stream<DynamicTest> browser() throws Exception {
    awaitProduction();
    Browser browser = Browser.open(scene.tools());
    var flows = new BrowserFlows(scene, network.rpc(1), production, browser);
    return flows.all().onClose(browser::close);
  }

  /// Returns when the node that follows shows the contract.
  private static void awaitProduction() throws InterruptedException {
    var node = new RpcClient(production.rpc());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!hasBox(node)) {
      assertThat(System.nanoTime()).as(production::log).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static boolean hasBox(RpcClient node) {
    try {
      return node.call("eth_getCode", scene.box(), "latest").asText().length() > 2;
    } catch (RuntimeException notYetListening) {
      return false;
    }
  }
}
