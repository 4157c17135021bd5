package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.disposables.Disposable;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthFeeHistory;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.http.HttpService;
import org.web3j.protocol.websocket.WebSocketService;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.gas.DynamicEIP1559GasProvider;
import org.web3j.tx.response.PollingTransactionReceiptProcessor;

/// The recorded flows of web3j.
final class Web3jFlows {
  private static final int ACCOUNT = 5;
  private static final int POLLING_MILLIS = 100;
  private static final BigInteger GAS = BigInteger.valueOf(1_500_000);

  private final Scene scene;
  private final Credentials sender;

  Web3jFlows(Scene scene) {
    this.scene = scene;
    sender = Credentials.create(scene.network().privateKey(ACCOUNT));
  }

  List<Flow> all() {
    return List.of(
        Flow.of(
            "J1",
            Set.of(
                "eth_gasPrice",
                "eth_getTransactionCount",
                "eth_sendRawTransaction",
                "eth_getTransactionReceipt"),
            () -> overHttp(this::legacyDeployment)),
        Flow.of(
            "J2",
            Set.of(
                "eth_maxPriorityFeePerGas",
                "eth_getBlockByNumber",
                "eth_getTransactionCount",
                "eth_sendRawTransaction",
                "eth_getTransactionReceipt"),
            () -> overHttp(this::transactionWithFees)),
        Flow.of(
                "J3",
                Set.of(
                    "eth_call",
                    "eth_estimateGas",
                    "eth_getBalance",
                    "eth_getBlockByNumber",
                    "eth_feeHistory",
                    "eth_getLogs",
                    "web3_clientVersion",
                    "net_version",
                    "eth_chainId",
                    "eth_syncing"),
                () -> overHttp(this::queries))
            .refusing("eth_call 3"),
        Flow.of(
                "J4",
                Set.of(
                    "eth_newBlockFilter",
                    "eth_newFilter",
                    "eth_newPendingTransactionFilter",
                    "eth_getFilterChanges",
                    "eth_getFilterLogs",
                    "eth_getBlockByHash",
                    "eth_getTransactionByHash",
                    "eth_uninstallFilter"),
                () -> overHttp(this::flowables))
            // It may ask for a filter that it has just closed.
            .tolerating("eth_getFilterChanges -32000"),
        Flow.of("J5", Set.of("eth_subscribe"), this::notifications));
  }

  /// What is done with a client.
  private interface Use {
    void by(Web3j client) throws Exception;
  }

  private void overHttp(Use use) throws Exception {
    try (ScheduledExecutorService polling = Executors.newSingleThreadScheduledExecutor()) {
      Web3j client = Web3j.build(new HttpService(scene.node().url()), POLLING_MILLIS, polling);
      try {
        use.by(client);
      } finally {
        client.shutdown();
      }
    }
  }

  private void legacyDeployment(Web3j client) throws Exception {
    EthSendTransaction sent =
        manager(client)
            .sendTransaction(
                client.ethGasPrice().send().getGasPrice(),
                GAS,
                null,
                Scene.deployment(scene.tools(), 41),
                BigInteger.ZERO);
    TransactionReceipt receipt = receipt(client, sent);
    assertThat(receipt.getType()).isEqualTo("0x0");
    String box = Objects.requireNonNull(receipt.getContractAddress());
    assertThat(client.ethGetCode(box, DefaultBlockParameterName.LATEST).send().getCode())
        .isEqualTo(scene.tools().runtimeCode("Box"));
  }

  private void transactionWithFees(Web3j client) throws Exception {
    TransactionReceipt receipt = receipt(client, store(client, 12));
    assertThat(receipt.getType()).isEqualTo("0x2");
    assertThat(receipt.getLogs()).hasSize(1);
    assertThat(receipt.getLogs().getFirst().getAddress()).isEqualTo(scene.box());
  }

  private void queries(Web3j client) throws Exception {
    EthCall refused = client.ethCall(call("refuse"), DefaultBlockParameterName.LATEST).send();
    assertThat(refused.isReverted()).isTrue();
    assertThat(refused.getError().getMessage()).isEqualTo("execution reverted: not today");
    EthCall answered = client.ethCall(call("number"), DefaultBlockParameterName.LATEST).send();
    assertThat(answered.getValue()).hasSize(66);

    assertThat(
            client
                .ethEstimateGas(
                    Transaction.createEthCallTransaction(
                        sender.getAddress(), scene.box(), storing(9)))
                .send()
                .getAmountUsed())
        .isBetween(BigInteger.valueOf(21_000), BigInteger.valueOf(100_000));
    assertThat(
            client
                .ethGetBalance(sender.getAddress(), DefaultBlockParameterName.LATEST)
                .send()
                .getBalance())
        .isPositive();
    EthBlock.Block block =
        client.ethGetBlockByNumber(DefaultBlockParameterName.FINALIZED, true).send().getBlock();
    assertThat(block.getNumber()).isPositive();
    EthFeeHistory.FeeHistory fees =
        client
            .ethFeeHistory(4, DefaultBlockParameterName.LATEST, List.of(25.0, 75.0))
            .send()
            .getFeeHistory();
    assertThat(fees.getBaseFeePerGas()).hasSize(5);
    assertThat(fees.getReward()).hasSize(4);
    assertThat(client.ethGetLogs(logs()).send().getLogs()).isNotNull();
    assertThat(client.web3ClientVersion().send().getWeb3ClientVersion()).contains("cairn/");
    assertThat(client.netVersion().send().getNetVersion())
        .isEqualTo(Long.toString(scene.network().chainId()));
    assertThat(client.ethChainId().send().getChainId())
        .isEqualTo(BigInteger.valueOf(scene.network().chainId()));
    assertThat(client.ethSyncing().send().isSyncing()).isFalse();
  }

  private void flowables(Web3j client) throws Exception {
    BlockingQueue<String> blocks = new LinkedBlockingQueue<>();
    BlockingQueue<String> logs = new LinkedBlockingQueue<>();
    BlockingQueue<String> pending = new LinkedBlockingQueue<>();
    List<Disposable> flows =
        List.of(
            client.blockFlowable(false).subscribe(each -> blocks.add(each.getBlock().getHash())),
            client.ethLogFlowable(logs()).subscribe(each -> logs.add(each.getTransactionHash())),
            client.pendingTransactionFlowable().subscribe(each -> pending.add(each.getHash())));
    scene.node().awaitAnswered("eth_newPendingTransactionFilter");
    EthSendTransaction sent = store(client, 13);
    String hash = sent.getTransactionHash();
    await(pending, hash::equals);
    await(logs, hash::equals);
    TransactionReceipt receipt = receipt(client, sent);
    await(blocks, receipt.getBlockHash()::equals);
    flows.forEach(Disposable::dispose);
    scene.node().awaitAnswered("eth_uninstallFilter");
  }

  private void notifications() throws Exception {
    var service = new WebSocketService(scene.node().webSocket(), false);
    service.connect();
    Web3j client = Web3j.build(service);
    try {
      BlockingQueue<String> heads = new LinkedBlockingQueue<>();
      BlockingQueue<String> logs = new LinkedBlockingQueue<>();
      List<Disposable> flows =
          List.of(
              client
                  .newHeadsNotifications()
                  .subscribe(each -> heads.add(each.getParams().getResult().getHash())),
              client
                  .logsNotifications(List.of(scene.box()), List.of())
                  .subscribe(each -> logs.add(each.getParams().getResult().getTransactionHash())));
      // Answered after the subscriptions, which the same connection asked for before.
      assertThat(client.ethBlockNumber().send().getBlockNumber()).isPositive();
      EthSendTransaction sent = store(client, 14);
      await(logs, sent.getTransactionHash()::equals);
      await(heads, receipt(client, sent).getBlockHash()::equals);
      flows.forEach(Disposable::dispose);
    } finally {
      client.shutdown();
    }
  }

  private EthSendTransaction store(Web3j client, long number) throws Exception {
    var fees = new DynamicEIP1559GasProvider(client, scene.network().chainId());
    EthSendTransaction sent =
        manager(client)
            .sendEIP1559Transaction(
                scene.network().chainId(),
                fees.getMaxPriorityFeePerGas(),
                fees.getMaxFeePerGas(),
                BigInteger.valueOf(200_000),
                scene.box(),
                storing(number),
                BigInteger.ZERO);
    assertThat(sent.hasError()).isFalse();
    return sent;
  }

  private RawTransactionManager manager(Web3j client) {
    return new RawTransactionManager(client, sender, scene.network().chainId());
  }

  private static TransactionReceipt receipt(Web3j client, EthSendTransaction sent)
      throws Exception {
    assertThat(sent.hasError()).isFalse();
    TransactionReceipt receipt =
        new PollingTransactionReceiptProcessor(client, POLLING_MILLIS, 300)
            .waitForTransactionReceipt(sent.getTransactionHash());
    assertThat(receipt.isStatusOK()).isTrue();
    return receipt;
  }

  private EthFilter logs() {
    return new EthFilter(
        DefaultBlockParameterName.EARLIEST, DefaultBlockParameterName.LATEST, scene.box());
  }

  private Transaction call(String name) {
    return Transaction.createEthCallTransaction(
        sender.getAddress(),
        scene.box(),
        FunctionEncoder.encode(new Function(name, List.of(), List.of())));
  }

  private static String storing(long number) {
    return FunctionEncoder.encode(new Function("store", List.of(new Uint256(number)), List.of()));
  }

  private static void await(BlockingQueue<String> queue, Predicate<String> wanted)
      throws InterruptedException {
    while (true) {
      String next = queue.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("the next one").isNotNull();
      if (wanted.test(next)) {
        return;
      }
    }
  }
}
