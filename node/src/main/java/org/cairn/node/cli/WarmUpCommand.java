package org.cairn.node.cli;

import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Wei;
import org.cairn.genesis.network.NetworkFolder;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.DevNode;
import org.cairn.node.Node;
import org.cairn.node.config.NodeConfig;
import org.cairn.node.devnet.Devnet;
import org.cairn.node.devnet.DevnetBanner;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cairn warm-up`: the run that `scripts/aot` records. One validator makes a few blocks with
/// transfers, so that what every node loads and runs at its start is in the recording.
@Command(
    name = "warm-up",
    hidden = true,
    description = "Runs one validator for a moment; used by scripts/aot.",
    mixinStandardHelpOptions = true)
final class WarmUpCommand implements Callable<Integer> {
  private static final int ROUNDS = 3;
  private static final int TRANSFERS_A_ROUND = 4;
  private static final int PATIENCE_MILLIS = 20_000;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "An empty folder.")
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Option(names = "--base-port", defaultValue = "28545", description = "Free ports from here on.")
  int basePort;

  @Override
  public Integer call() throws Exception {
    NetworkPlan plan = NetworkPlan.devnet(List.of(32L), basePort, 200);
    NetworkFolder network = NetworkFolder.create(folder.resolve("network"), plan, Instant.now());
    Devnet devnet = Devnet.open(network.path());
    try (Node _ = Node.start(config(network), Version.text())) {
      SecretKey sender = plan.accounts().keys().getFirst();
      List<SignedTransaction> transfers = transfers(sender);
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < TRANSFERS_A_ROUND; i++) {
          SignedTransaction transfer = transfers.get(round * TRANSFERS_A_ROUND + i);
          rpc("eth_sendRawTransaction", "\"" + transfer.encoded() + "\"");
        }
        awaitReceipt(transfers.get((round + 1) * TRANSFERS_A_ROUND - 1));
        String address = "\"" + sender.publicKey().toAddress() + "\"";
        rpc("eth_getBalance", address + ",\"latest\"");
        rpc("eth_getTransactionCount", address + ",\"pending\"");
        rpc("eth_getBlockByNumber", "\"latest\",true");
        rpc("eth_feeHistory", "\"0x4\",\"latest\",[20]");
        rpc("eth_estimateGas", "{\"from\":" + address + ",\"to\":" + address + "}");
        rpc("eth_getLogs", "{\"fromBlock\":\"0x0\"}");
        say(DevnetBanner.json(devnet));
        say(DevnetBanner.status(devnet));
      }
    }
    develop();
    return CommandLine.ExitCode.OK;
  }

  /// What tests of contracts ask of a node for development.
  private void develop() throws Exception {
    var command = new NodeCommand();
    CommandLine.ParseResult _ =
        new CommandLine(command).parseArgs("--dev", "--json", "--rpc-port=" + basePort);
    try (DevNode _ = command.startDevelopment()) {
      String sender =
          NetworkPlan.devnet(List.of(32L), basePort, 200)
              .accounts()
              .keys()
              .getFirst()
              .publicKey()
              .toAddress()
              .toString();
      rpc("evm_snapshot", "");
      for (int round = 0; round < ROUNDS * TRANSFERS_A_ROUND; round++) {
        rpc("eth_sendTransaction", "{\"from\":\"%1$s\",\"to\":\"%1$s\"}".formatted(sender));
        rpc("eth_getBlockByNumber", "\"latest\",true");
      }
      rpc("evm_mine", "");
      rpc("evm_revert", "\"0x1\"");
    }
  }

  /// The options as `cairn node` reads them, so that reading them is in the recording too.
  private static NodeConfig config(NetworkFolder network) {
    var node = new NodeCommand();
    Path options = network.node(0).config();
    CommandLine.ParseResult _ =
        new CommandLine(node)
            .setDefaultValueProvider(new LayeredDefaults(Map.of(), options))
            .parseArgs("--config=" + options, "--rpc-cors=*", "--doppelganger-check=0");
    return node.toConfig();
  }

  private void say(String text) {
    command.commandLine().getOut().println(text);
  }

  private static List<SignedTransaction> transfers(SecretKey sender) {
    var transfers = new ArrayList<SignedTransaction>();
    for (int nonce = 0; nonce < ROUNDS * TRANSFERS_A_ROUND; nonce++) {
      byte[] receiver = new byte[Address.SIZE_BYTES];
      receiver[0] = (byte) (nonce >> 8);
      receiver[1] = (byte) nonce;
      transfers.add(
          TransactionCodec.sign(
              new Transaction.DynamicFee(
                  NetworkPlan.DEVNET_CHAIN_ID,
                  nonce,
                  Wei.ofGwei(1),
                  Wei.ofGwei(100),
                  21_000,
                  Address.of(receiver),
                  Wei.of(1),
                  Bytes.EMPTY,
                  List.of()),
              sender));
    }
    return transfers;
  }

  private void awaitReceipt(SignedTransaction transfer) throws Exception {
    for (int waited = 0; waited < PATIENCE_MILLIS; waited += 20) {
      if (!rpc("eth_getTransactionReceipt", "\"" + transfer.hash() + "\"")
          .contains("\"result\":null")) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new CommandFailure("no final receipt in " + PATIENCE_MILLIS + " ms");
  }

  private String rpc(String method, String parameters) throws Exception {
    var connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + basePort).toURL().openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("content-type", "application/json");
    String request =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
            .formatted(method, parameters);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(request.getBytes(StandardCharsets.UTF_8));
    }
    try (var in = connection.getInputStream()) {
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (answer.contains("\"error\"")) {
        throw new CommandFailure(method + " failed: " + answer);
      }
      return answer;
    }
  }
}
