package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.http.HttpService;
import org.web3j.protocol.websocket.WebSocketService;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.Transfer;
import org.web3j.tx.response.PollingTransactionReceiptProcessor;
import org.web3j.utils.Convert;

/// The chain as its users meet it: four validators in four processes with stakes 40, 30, 20 and 10,
/// web3j as the client, processes killed without warning. The steps build on one another.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // set by the first steps, which the others build on
class DevnetIT {
  private static final Event TRANSFER =
      new Event(
          "Transfer",
          List.of(
              TypeReference.create(Address.class, true),
              TypeReference.create(Address.class, true),
              TypeReference.create(Uint256.class)));
  private static final BigInteger SUPPLY = BigInteger.TEN.pow(24);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  static LocalNetwork network;
  static final List<Web3j> clients = new ArrayList<>();
  static Credentials sender;
  static Credentials receiver;
  static RawTransactionManager transactions;
  static TransactionReceipt deployment;

  @BeforeAll
  static void start() {
    network = LocalNetwork.start(folder.resolve("devnet"), "--stakes", "40,30,20,10");
    for (int i = 0; i < network.size(); i++) {
      clients.add(Web3j.build(new HttpService(network.rpc(i))));
    }
    sender = Credentials.create(network.privateKey(0));
    receiver = Credentials.create(network.privateKey(1));
    transactions =
        new RawTransactionManager(
            clients.get(0),
            sender,
            network.chainId(),
            new PollingTransactionReceiptProcessor(clients.get(0), 50, 200));
  }

  @AfterAll
  static void stop() {
    clients.forEach(Web3j::shutdown);
    if (network != null) {
      network.close();
    }
  }

  @Test
  @Order(1)
  void transfer_byWeb3j_isFinalOnEveryNode() throws Exception {
    BigInteger before = balance(0, receiver.getAddress());
    TransactionReceipt receipt =
        Transfer.sendFunds(
                clients.get(0), sender, receiver.getAddress(), BigDecimal.ONE, Convert.Unit.ETHER)
            .send();
    assertThat(receipt.isStatusOK()).isTrue();
    assertThat(balance(0, receiver.getAddress()).subtract(before))
        .isEqualTo(BigInteger.TEN.pow(18));
    sameReceiptEverywhere(receipt);
  }

  @Test
  @Order(2)
  void token_deployedAndMoved_isSeenByFilterAndSubscription() throws Exception {
    deployment = deploy();
    String token = Objects.requireNonNull(deployment.getContractAddress());
    var filter =
        new EthFilter(DefaultBlockParameterName.LATEST, DefaultBlockParameterName.LATEST, token);
    filter.addSingleTopic(EventEncoder.encode(TRANSFER));
    BigInteger filterId = clients.get(0).ethNewFilter(filter).send().getFilterId();

    var pushed = new CountDownLatch(1);
    var service = new WebSocketService(network.webSocket(1), true);
    service.connect();
    Web3j webSocket = Web3j.build(service);
    var subscription =
        webSocket
            .logsNotifications(List.of(token), List.of(EventEncoder.encode(TRANSFER)))
            .subscribe(event -> pushed.countDown());
    // A subscription is in force when its answer has come; one more call after it tells that.
    assertThat(webSocket.ethBlockNumber().send().getBlockNumber()).isPositive();

    TransactionReceipt moved = moveTokens(token, BigInteger.valueOf(5));
    assertThat(moved.getLogs()).hasSize(1);
    assertThat(pushed.await(20, TimeUnit.SECONDS)).as("pushed over WebSocket").isTrue();
    subscription.dispose();
    webSocket.shutdown();

    List<EthLog.LogResult<?>> changes =
        clients.get(0).ethGetFilterChanges(filterId).send().getLogs();
    assertThat(changes).hasSize(1);
    assertThat(tokenBalance(2, token, receiver.getAddress())).isEqualTo(5);
    sameReceiptEverywhere(deployment);
    sameReceiptEverywhere(moved);
  }

  @Test
  @Order(3)
  void heaviestButOneKilled_blocksGoOn_andNothingForks() throws Exception {
    network.kill(1);
    long height = height(0);
    await("blocks without the stake of 30", () -> height(0) >= height + 3);
    TransactionReceipt receipt = moveTokens(token(), BigInteger.ONE);
    assertThat(receipt.isStatusOK()).isTrue();
    noForks(List.of(0, 2, 3));
  }

  @Test
  @Order(4)
  void sixtyPercentLeft_finalityStops_andResumesWhenTheyComeBack() throws Exception {
    network.kill(3);
    awaitStandstill();
    long stopped = height(0);
    assertThat(height(2)).isEqualTo(stopped);
    noForks(List.of(0, 2));

    network.startAgain(1);
    network.startAgain(3);
    await("a new final block after both came back", () -> height(0) > stopped);
    await("validator 1 has caught up", () -> height(1) > stopped);
    await("validator 3 has caught up", () -> height(3) > stopped);
    moveTokens(token(), BigInteger.ONE);
    noForks(List.of(0, 1, 2, 3));
  }

  @Test
  @Order(5)
  void fifthNodeWithoutKey_fromGenesis_verifiesAndFollows() throws Exception {
    try (FollowingNode observer = FollowingNode.start(network, folder.resolve("observer"))) {
      Web3j client = Web3j.build(new HttpService(observer.rpc()));
      long target = height(0);
      await("the fifth node follows", () -> heightOrMinusOne(client) >= target);
      for (long number = 0; number <= target; number += 5) {
        assertThat(hash(client, number)).isEqualTo(hash(clients.get(0), number));
      }
      long next = target + 2;
      await("the fifth node goes on following", () -> heightOrMinusOne(client) >= next);
      client.shutdown();
      assertThat(observer.stop()).isTrue();
    }
  }

  @Test
  @Order(6)
  void metricsAndHealth_ofARunningNode_sayThatItFinalizes() throws Exception {
    String base = network.metrics(0).replaceFirst("/metrics$", "");
    assertThat(get(base + "/health").statusCode()).isEqualTo(200);
    assertThat(get(base + "/metrics").body()).contains("cairn_finalized_height");
  }

  private static String token() {
    return Objects.requireNonNull(deployment.getContractAddress());
  }

  private static TransactionReceipt deploy() throws Exception {
    String code;
    try (var resource = Objects.requireNonNull(DevnetIT.class.getResourceAsStream("Token.hex"))) {
      code = new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    String argument = FunctionEncoder.encodeConstructor(List.of(new Uint256(SUPPLY)));
    return send(null, "0x" + code + argument);
  }

  private static TransactionReceipt moveTokens(String token, BigInteger amount) throws Exception {
    var move =
        new Function(
            "transfer",
            Arrays.asList(new Address(receiver.getAddress()), new Uint256(amount)),
            List.of());
    TransactionReceipt receipt = send(token, FunctionEncoder.encode(move));
    assertThat(receipt.isStatusOK()).isTrue();
    return receipt;
  }

  private static TransactionReceipt send(@org.jspecify.annotations.Nullable String to, String data)
      throws Exception {
    BigInteger gasPrice = clients.get(0).ethGasPrice().send().getGasPrice();
    var sent =
        transactions.sendTransaction(
            gasPrice.multiply(BigInteger.TWO),
            BigInteger.valueOf(2_000_000),
            to,
            data,
            BigInteger.ZERO);
    assertThat(sent.hasError())
        .as(() -> sent.getError() == null ? "" : sent.getError().getMessage())
        .isFalse();
    return new PollingTransactionReceiptProcessor(clients.get(0), 50, 400)
        .waitForTransactionReceipt(sent.getTransactionHash());
  }

  private static BigInteger balance(int node, String address) throws IOException {
    return clients
        .get(node)
        .ethGetBalance(address, DefaultBlockParameterName.LATEST)
        .send()
        .getBalance();
  }

  private static long tokenBalance(int node, String token, String holder) throws Exception {
    var query = new Function("balanceOf", List.of(new Address(holder)), List.of());
    String answer =
        clients
            .get(node)
            .ethCall(
                Transaction.createEthCallTransaction(holder, token, FunctionEncoder.encode(query)),
                DefaultBlockParameterName.LATEST)
            .send()
            .getValue();
    return new BigInteger(answer.substring(2), 16).longValueExact();
  }

  /// The receipt's block is the same final block on each node, and holds the transaction.
  private static void sameReceiptEverywhere(TransactionReceipt receipt) throws Exception {
    for (int node = 0; node < clients.size(); node++) {
      Web3j client = clients.get(node);
      await("block on node " + node, () -> heightOrMinusOne(client) >= number(receipt));
      TransactionReceipt there =
          client
              .ethGetTransactionReceipt(receipt.getTransactionHash())
              .send()
              .getTransactionReceipt()
              .orElseThrow();
      assertThat(there.getBlockHash()).isEqualTo(receipt.getBlockHash());
      EthBlock.Block last =
          client.ethGetBlockByNumber(DefaultBlockParameterName.FINALIZED, false).send().getBlock();
      assertThat(last.getNumber()).isGreaterThanOrEqualTo(receipt.getBlockNumber());
      assertThat(hash(client, number(receipt))).isEqualTo(receipt.getBlockHash());
    }
  }

  private static long number(TransactionReceipt receipt) {
    return receipt.getBlockNumber().longValueExact();
  }

  private static String hash(Web3j client, long number) {
    try {
      return client
          .ethGetBlockByNumber(
              org.web3j.protocol.core.DefaultBlockParameter.valueOf(BigInteger.valueOf(number)),
              false)
          .send()
          .getBlock()
          .getHash();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long height(int node) {
    return heightOrMinusOne(clients.get(node));
  }

  private static long heightOrMinusOne(Web3j client) {
    try {
      return client.ethBlockNumber().send().getBlockNumber().longValueExact();
    } catch (IOException notYetListening) {
      return -1;
    }
  }

  /// No two nodes show different blocks at one height, over all heights that both have.
  private static void noForks(List<Integer> nodes) {
    long common = nodes.stream().mapToLong(DevnetIT::height).min().orElseThrow();
    for (long number = 1; number <= common; number++) {
      String expected = hash(clients.get(nodes.getFirst()), number);
      for (int node : nodes) {
        assertThat(hash(clients.get(node), number)).as("block %d", number).isEqualTo(expected);
      }
    }
  }

  /// Returns when no node has a new final block for three seconds, thrice the block time.
  private static void awaitStandstill() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    long height = height(0);
    long since = System.nanoTime();
    while (System.nanoTime() - since < TimeUnit.SECONDS.toNanos(3)) {
      assertThat(System.nanoTime()).as("finality stops without quorum").isLessThan(deadline);
      pause();
      if (height(0) != height) {
        height = height(0);
        since = System.nanoTime();
      }
    }
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      pause();
    }
  }

  /// Polling another process is the one place where a test has to wait for real time.
  private static void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(50);
  }

  private static HttpResponse<String> get(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
