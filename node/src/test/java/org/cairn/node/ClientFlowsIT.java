package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
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
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.response.PollingTransactionReceiptProcessor;

/// The real clients on a devnet of four validators, each in the flows that were recorded of it:
/// what they ask, what errors they see, and what they make of it. A case a flow, named as there.
@SuppressWarnings("NullAway.Init") // set before all
class ClientFlowsIT {
  private static final int DEPLOYER = 9;
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
    String box = deployed(tools);
    Path records = folder.resolve("records");
    scene = new Scene(network, proxy, tools, box, records);
    productionProxy = ProductionFlows.before(production);
    productionScene = new Scene(network, productionProxy, tools, box, records);
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
    return Stream.of(
            ethers("E1", "eth_estimateGas", "eth_sendRawTransaction", "eth_getTransactionReceipt"),
            ethers("E2", "eth_call", "eth_sendRawTransaction", "eth_getTransactionReceipt"),
            ethers(
                "E3",
                "eth_gasPrice",
                "eth_maxPriorityFeePerGas",
                "eth_getBlockByNumber",
                "eth_getLogs",
                "eth_getTransactionByHash",
                "eth_getStorageAt"),
            ethers("E4", "eth_call", "eth_estimateGas").refusing("eth_call 3", "eth_estimateGas 3"),
            ethers("E5", "eth_sendRawTransaction")
                .refusing(
                    "eth_sendRawTransaction -32000",
                    "eth_sendRawTransaction -32602",
                    "eth_estimateGas -32000"),
            ethers("E6", "eth_newFilter", "eth_getFilterChanges", "eth_blockNumber"),
            ethers("E7", "eth_subscribe", "eth_unsubscribe"),
            ethers(
                "E8",
                "eth_accounts",
                "eth_sendTransaction",
                "eth_getTransactionByHash",
                "personal_sign",
                "eth_signTypedData_v4"),
            ethers("E9", "eth_getBalance"),
            ethers("E10", "eth_getLogs", "eth_getTransactionReceipt"),
            ethers("E11", "eth_chainId")
                .refusing("wallet_switchEthereumChain -32601", "wallet_addEthereumChain -32601"))
        .map(flow -> flow.through(proxy));
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
    var flows = new BrowserFlows(scene, production, browser);
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

  private static Flow ethers(String name, String... asked) {
    return Flow.of(name, Set.of(asked), () -> scene.script("ethers.mjs", name, 1));
  }

  private static String deployed(ClientTools tools) throws Exception {
    Web3j client = Web3j.build(new HttpService(network.rpc(0)));
    try {
      var receipts = new PollingTransactionReceiptProcessor(client, 50, 600);
      var manager =
          new RawTransactionManager(
              client,
              Credentials.create(network.privateKey(DEPLOYER)),
              network.chainId(),
              receipts);
      BigInteger price = client.ethGasPrice().send().getGasPrice().multiply(BigInteger.TWO);
      var sent =
          manager.sendTransaction(
              price,
              BigInteger.valueOf(2_000_000),
              null,
              Scene.deployment(tools, 1),
              BigInteger.ZERO);
      return Objects.requireNonNull(
          receipts.waitForTransactionReceipt(sent.getTransactionHash()).getContractAddress());
    } finally {
      client.shutdown();
    }
  }
}
