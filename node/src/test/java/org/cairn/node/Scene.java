package org.cairn.node;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.response.PollingTransactionReceiptProcessor;

/// Where flows take place: a network, a proxy before one of its nodes, the clients' programs, and a
/// deployed contract `Box`.
///
/// @param records a folder for what clients write down
record Scene(
    FundedChain network, RecordingProxy node, ClientTools tools, String box, Path records) {
  private static final int DEPLOYER = 9;

  /// A scene with a new contract, which is final.
  static Scene on(FundedChain network, RecordingProxy node, ClientTools tools, Path records)
      throws Exception {
    return new Scene(network, node, tools, deployed(network, node.url(), tools), records);
  }

  /// The same at another node.
  Scene at(RecordingProxy other) {
    return new Scene(network, other, tools, box, records);
  }

  /// What deploys a `Box` with a number in it.
  static String deployment(ClientTools tools, long number) {
    return tools.deploymentCode("Box")
        + FunctionEncoder.encodeConstructor(List.of(new Utf8String("box"), new Uint256(number)));
  }

  /// Runs a flow of one of the scripts in `scripts/clients.d`, which has the assertions in it.
  void script(String script, String flow, int account) {
    String said = tools.node(script, flow, environment(account)).succeeded();
    if (!said.endsWith("ok " + flow)) {
      throw new AssertionError(said);
    }
  }

  ClientTools.Outcome cast(String... arguments) {
    return tools.run(Map.of("ETH_RPC_URL", node.url()), "cast", arguments);
  }

  /// With an account of the network, and JSON for an answer.
  ClientTools.Outcome castFrom(int account, String verb, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(verb, "--json", "--private-key", network.privateKey(account)));
    Collections.addAll(command, arguments);
    return cast(command.toArray(String[]::new));
  }

  /// What scripts and contracts find of all this.
  Map<String, String> environment(int account) {
    Map<String, String> environment = new HashMap<>();
    environment.put("URL", node.url());
    environment.put("ETH_RPC_URL", node.url());
    environment.put("KEY", network.privateKey(account));
    environment.put("RICH", network.address(account));
    environment.put("BOX", box);
    return environment;
  }

  private static String deployed(FundedChain network, String url, ClientTools tools)
      throws Exception {
    Web3j client = Web3j.build(new HttpService(url));
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
              price, BigInteger.valueOf(2_000_000), null, deployment(tools, 1), BigInteger.ZERO);
      return Objects.requireNonNull(
          receipts.waitForTransactionReceipt(sent.getTransactionHash()).getContractAddress());
    } finally {
      client.shutdown();
    }
  }
}
