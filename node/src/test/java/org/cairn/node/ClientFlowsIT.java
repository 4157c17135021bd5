package org.cairn.node;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  static LocalNetwork network;
  static RecordingProxy proxy;
  static Scene scene;

  @BeforeAll
  static void start() throws Exception {
    ClientTools tools = ClientTools.install();
    network = LocalNetwork.start(folder.resolve("devnet"), "--block-time", "0.5");
    proxy = new RecordingProxy(network.rpc(0), Set.of());
    scene = new Scene(network, proxy, tools, deployed(tools), folder.resolve("records"));
  }

  @AfterAll
  static void stop() {
    if (proxy != null) {
      proxy.close();
    }
    if (network != null) {
      network.close();
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
