package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.rpc.server.FakeNode.CONTRACT;
import static org.cairn.rpc.server.FakeNode.TOPIC;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.Log;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.port.SyncStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Filters and subscriptions, over the wire.
class FollowingTest {
  private static final SecretKey KEY = SecretKey.fromHex("0x" + "46".repeat(32));

  private final FakeNode node = new FakeNode(Map.of());
  private final Endpoint rpc = new Endpoint(node, RpcLimits.DEFAULT);
  private long nonce;

  @AfterEach
  void stop() {
    rpc.close();
  }

  @Test
  void blockFilter_polled_tellsEachBlockOnce() {
    String id = rpc.result("eth_newBlockFilter", "[]").textValue();
    assertThat(rpc.result("eth_getFilterChanges", arg(id)).size()).isZero();
    HashedBlock first = node.finalize(List.of(), List.of());
    HashedBlock second = node.finalize(List.of(), List.of());
    JsonNode changes = rpc.result("eth_getFilterChanges", arg(id));
    assertThat(changes.get(0).textValue()).isEqualTo(first.hash().toString());
    assertThat(changes.get(1).textValue()).isEqualTo(second.hash().toString());
    assertThat(rpc.result("eth_getFilterChanges", arg(id)).size()).isZero();
  }

  @Test
  void logFilter_polled_tellsMatchingLogsOnce() {
    finalizeLogs(TOPIC);
    String id = rpc.result("eth_newFilter", filter()).textValue();
    finalizeLogs(TOPIC, Hash.ZERO);
    finalizeLogs(Hash.ZERO);
    JsonNode changes = rpc.result("eth_getFilterChanges", arg(id));
    assertThat(changes.size()).isEqualTo(1);
    assertThat(changes.get(0).get("blockNumber").textValue()).isEqualTo("0x2");
    assertThat(rpc.result("eth_getFilterChanges", arg(id)).size()).isZero();
  }

  @Test
  void filterLogs_withRange_areAllOfTheRange() {
    finalizeLogs(TOPIC);
    finalizeLogs(TOPIC);
    String id =
        rpc.result("eth_newFilter", "[{\"fromBlock\":\"0x0\",\"toBlock\":\"latest\"}]").textValue();
    assertThat(rpc.result("eth_getFilterLogs", arg(id)).size()).isEqualTo(2);
    String blocks = rpc.result("eth_newBlockFilter", "[]").textValue();
    assertThat(message(rpc.error("eth_getFilterLogs", arg(blocks)))).isEqualTo("filter not found");
  }

  @Test
  void pendingFilter_polled_tellsHashes() {
    SignedTransaction before = transaction();
    node.add(before);
    String id = rpc.result("eth_newPendingTransactionFilter", "[]").textValue();
    SignedTransaction after = transaction();
    node.add(after);
    JsonNode changes = rpc.result("eth_getFilterChanges", arg(id));
    assertThat(changes.size()).isEqualTo(1);
    assertThat(changes.get(0).textValue()).isEqualTo(after.hash().toString());
  }

  @Test
  void filter_uninstalledOrUnknown_isNotFound() {
    String id = rpc.result("eth_newBlockFilter", "[]").textValue();
    assertThat(rpc.result("eth_uninstallFilter", arg(id)).booleanValue()).isTrue();
    assertThat(rpc.result("eth_uninstallFilter", arg(id)).booleanValue()).isFalse();
    JsonNode error = rpc.error("eth_getFilterChanges", arg(id));
    assertThat(message(error)).isEqualTo("filter not found");
    assertThat(error.get("code").intValue()).isEqualTo(-32000);
  }

  @Test
  void subscribe_overHttp_isNotSupported() {
    assertThat(rpc.error("eth_subscribe", "[\"newHeads\"]").get("code").intValue())
        .isEqualTo(-32001);
  }

  @Test
  void subscribe_unknownKind_isInvalidParams() {
    try (Endpoint.Socket socket = rpc.socket()) {
      socket.send(Endpoint.request(1, "eth_subscribe", "[\"weather\"]"));
      assertThat(socket.next().get("error").get("code").intValue()).isEqualTo(-32602);
    }
  }

  @Test
  void newHeads_blockFinal_pushesItsHeader() {
    try (Endpoint.Socket socket = rpc.socket()) {
      String id = subscribe(socket, "[\"newHeads\",{}]");
      HashedBlock block = node.finalize(List.of(), List.of());
      JsonNode push = socket.next();
      assertThat(push.get("method").textValue()).isEqualTo("eth_subscription");
      assertThat(push.has("id")).isFalse();
      assertThat(push.get("params").get("subscription").textValue()).isEqualTo(id);
      JsonNode head = push.get("params").get("result");
      assertThat(head.get("hash").textValue()).isEqualTo(block.hash().toString());
      assertThat(head.get("number").textValue()).isEqualTo("0x1");
      assertThat(head.has("transactions")).isFalse();
    }
  }

  @Test
  void newHeads_blocksLeftOut_areReadFromTheChain() {
    try (Endpoint.Socket socket = rpc.socket()) {
      String id = subscribe(socket, "[\"newHeads\"]");
      node.seal(List.of(), List.of());
      node.seal(List.of(), List.of());
      node.finalize(List.of(), List.of());
      for (String number : List.of("0x1", "0x2", "0x3")) {
        assertThat(result(socket.next(), id).get("number").textValue()).isEqualTo(number);
      }
    }
  }

  @Test
  void logs_blockFinal_pushesMatchingLogs() {
    try (Endpoint.Socket socket = rpc.socket()) {
      String id =
          subscribe(
              socket, "[\"logs\",%s]".formatted(filter().substring(1, filter().length() - 1)));
      finalizeLogs(Hash.ZERO);
      finalizeLogs(Hash.ZERO, TOPIC);
      JsonNode log = result(socket.next(), id);
      assertThat(log.get("topics").get(0).textValue()).isEqualTo(TOPIC.toString());
      assertThat(log.get("logIndex").textValue()).isEqualTo("0x1");
      assertThat(log.get("blockNumber").textValue()).isEqualTo("0x2");
    }
  }

  @Test
  void getLogs_manyBlocks_askTheIndexAndFindTheSame() {
    for (int i = 0; i < 40; i++) {
      if (i % 10 == 3) {
        finalizeLogs(TOPIC);
      } else {
        finalizeLogs(Hash.ZERO);
      }
    }
    int before = node.indexed.get();
    JsonNode logs =
        rpc.result(
            "eth_getLogs",
            "[{\"fromBlock\":\"0x0\",\"topics\":[\"%s\"],\"address\":\"%s\"}]"
                .formatted(TOPIC, CONTRACT));
    assertThat(node.indexed.get()).isEqualTo(before + 2);
    assertThat(logs.size()).isEqualTo(4);
    assertThat(logs.get(1).get("blockNumber").textValue()).isEqualTo("0xe");
  }

  @Test
  void transactionReceipts_blockFinal_pushesThemAsOneArray() {
    try (Endpoint.Socket all = rpc.socket();
        Endpoint.Socket one = rpc.socket()) {
      SignedTransaction wanted = transaction();
      String allId = subscribe(all, "[\"transactionReceipts\"]");
      String oneId =
          subscribe(
              one,
              "[\"transactionReceipts\",{\"transactionHashes\":[\"%s\"]}]"
                  .formatted(wanted.hash()));
      finalizeLogs(TOPIC);
      Receipt receipt = FakeNode.receipt(2, true, 21_000, List.of());
      node.finalize(List.of(wanted), List.of(receipt));
      assertThat(result(all.next(), allId).get(0).get("logs").size()).isEqualTo(1);
      assertThat(result(all.next(), allId).size()).isEqualTo(1);
      assertThat(result(one.next(), oneId).get(0).get("transactionHash").textValue())
          .isEqualTo(wanted.hash().toString());
    }
  }

  @Test
  void finalizedHeads_blockFinal_pushesItsHeaderWithTheProof() {
    try (Endpoint.Socket socket = rpc.socket()) {
      String id = subscribe(socket, "[\"finalizedHeads\"]");
      HashedBlock block = node.finalize(List.of(), List.of());
      JsonNode head = result(socket.next(), id);
      assertThat(head.get("hash").textValue()).isEqualTo(block.hash().toString());
      assertThat(head.get("finality").get("proof").textValue()).isEqualTo("0xc0");
    }
  }

  @Test
  void pendingTransactions_pooled_pushHashOrAll() {
    try (Endpoint.Socket hashes = rpc.socket();
        Endpoint.Socket full = rpc.socket()) {
      String id = subscribe(hashes, "[\"newPendingTransactions\"]");
      String fullId = subscribe(full, "[\"newPendingTransactions\",true]");
      SignedTransaction signed = transaction();
      node.add(signed);
      assertThat(result(hashes.next(), id).textValue()).isEqualTo(signed.hash().toString());
      JsonNode shown = result(full.next(), fullId);
      assertThat(shown.get("hash").textValue()).isEqualTo(signed.hash().toString());
      assertThat(shown.get("blockHash").isNull()).isTrue();
    }
  }

  @Test
  void syncing_beginsAndEnds_isPushed() {
    try (Endpoint.Socket socket = rpc.socket()) {
      String id = subscribe(socket, "[\"syncing\"]");
      node.changeSyncing(new SyncStatus(1, 2, 30));
      JsonNode began = result(socket.next(), id);
      assertThat(began.get("syncing").booleanValue()).isTrue();
      assertThat(began.get("status").get("highestBlock").textValue()).isEqualTo("0x1e");
      node.changeSyncing(null);
      assertThat(result(socket.next(), id).booleanValue()).isFalse();
    }
  }

  @Test
  void unsubscribe_ofOwnSubscription_endsIt() {
    try (Endpoint.Socket socket = rpc.socket();
        Endpoint.Socket other = rpc.socket()) {
      String id = subscribe(socket, "[\"newHeads\"]");
      other.send(Endpoint.request(5, "eth_unsubscribe", arg(id)));
      assertThat(other.next().get("result").booleanValue()).isFalse();
      socket.send(Endpoint.request(6, "eth_unsubscribe", arg(id)));
      assertThat(socket.next().get("result").booleanValue()).isTrue();
      node.finalize(List.of(), List.of());
      socket.send(Endpoint.request(7, "eth_blockNumber", "[]"));
      assertThat(socket.next().get("id").intValue()).isEqualTo(7);
    }
  }

  @Test
  void subscribe_inABatchWithCalls_isAnsweredBeforeItPushes() {
    try (Endpoint.Socket socket = rpc.socket()) {
      socket.send(
          "[%s,%s]"
              .formatted(
                  Endpoint.request(1, "eth_subscribe", "[\"newHeads\"]"),
                  Endpoint.request(2, "eth_chainId", "[]")));
      JsonNode responses = socket.next();
      assertThat(responses.size()).isEqualTo(2);
      String id = responses.get(0).get("result").textValue();
      roundTrip(socket);
      node.finalize(List.of(), List.of());
      assertThat(result(socket.next(), id).get("number").textValue()).isEqualTo("0x1");
    }
  }

  @Test
  void subscriptions_moreThanAllowed_areRefused() {
    try (Endpoint.Socket socket = rpc.socket()) {
      for (int i = 0; i < RpcLimits.DEFAULT.maxSubscriptions(); i++) {
        subscribe(socket, "[\"newHeads\"]");
      }
      socket.send(Endpoint.request(1, "eth_subscribe", "[\"newHeads\"]"));
      assertThat(socket.next().get("error").get("code").intValue()).isEqualTo(-32005);
    }
  }

  @Test
  void socket_withBadMessage_getsAnErrorAndGoesOn() {
    try (Endpoint.Socket socket = rpc.socket()) {
      socket.send("nonsense");
      assertThat(socket.next().get("error").get("code").intValue()).isEqualTo(-32700);
      socket.send(Endpoint.request(1, "eth_chainId", "[]"));
      assertThat(socket.next().get("result").textValue()).isEqualTo("0x1cbd");
    }
  }

  @Test
  void socket_withTooLongMessage_isClosed() {
    try (Endpoint.Socket socket = rpc.socket()) {
      socket.send(" ".repeat(RpcLimits.DEFAULT.maxBodyBytes() + 1));
      assertThat(socket.closing()).isNotEmpty();
    }
    assertThat(rpc.result("eth_chainId", "[]").textValue()).isEqualTo("0x1cbd");
  }

  @Test
  void sendRawSync_finalMeanwhile_answersTheReceipt() throws InterruptedException {
    SignedTransaction signed = transaction();
    try (Endpoint.Socket socket = rpc.socket()) {
      String pending = subscribe(socket, "[\"newPendingTransactions\"]");
      socket.send(
          Endpoint.request(9, "eth_sendRawTransactionSync", arg(signed.encoded().toString())));
      assertThat(result(socket.next(), pending).textValue()).isEqualTo(signed.hash().toString());
      node.finalize(List.of(signed), List.of(FakeNode.receipt(2, true, 21_000, List.of())));
      JsonNode response = socket.next();
      assertThat(response.get("id").intValue()).isEqualTo(9);
      assertThat(response.get("result").get("status").textValue()).isEqualTo("0x1");
    }
  }

  @Test
  void socket_thatDoesNotRead_isDropped() {
    Bytes data = Bytes.of(new byte[200_000]);
    try (Endpoint.Socket slow = rpc.socket();
        Endpoint.Socket other = rpc.socket()) {
      String unread = subscribe(slow, "[\"logs\"]");
      String heads = subscribe(other, "[\"newHeads\"]");
      slow.stopReading();
      int blocks = 60;
      for (int i = 0; i < blocks; i++) {
        Log log = new Log(CONTRACT, List.of(), data);
        node.finalize(
            List.of(transaction()), List.of(FakeNode.receipt(2, true, 50_000, List.of(log))));
        assertThat(result(other.next(), heads).has("number")).isTrue();
      }
      slow.goOnReading();
      assertThat(slow.closing()).isNotEmpty();
      assertThat(slow.count()).isLessThan(blocks);
      assertThat(unread).isNotEmpty();
    }
  }

  private String subscribe(Endpoint.Socket socket, String params) {
    socket.send(Endpoint.request(1, "eth_subscribe", params));
    String id = socket.next().get("result").textValue();
    roundTrip(socket);
    return id;
  }

  /// Notifications begin after the response is sent, so that a test has to let that moment pass.
  private static void roundTrip(Endpoint.Socket socket) {
    socket.send(Endpoint.request(2, "eth_chainId", "[]"));
    JsonNode unused = socket.next();
    assertThat(unused.get("id").intValue()).isEqualTo(2);
  }

  private static JsonNode result(JsonNode push, String subscription) {
    assertThat(push.path("params").path("subscription").textValue()).isEqualTo(subscription);
    return push.get("params").get("result");
  }

  private void finalizeLogs(Hash... topics) {
    SignedTransaction signed = transaction();
    Receipt receipt =
        FakeNode.receipt(2, true, 50_000, Arrays.stream(topics).map(FakeNode::log).toList());
    node.finalize(List.of(signed), List.of(receipt));
  }

  private SignedTransaction transaction() {
    return TransactionCodec.sign(
        new Transaction.DynamicFee(
            FakeNode.CHAIN_ID,
            nonce++,
            Wei.of(1),
            Wei.of(2_000),
            60_000,
            CONTRACT,
            Wei.ZERO,
            Bytes.EMPTY,
            List.of()),
        KEY);
  }

  private static String filter() {
    return "[{\"address\":\"%s\",\"topics\":[\"%s\"]}]".formatted(CONTRACT, TOPIC);
  }

  private static String arg(String text) {
    return "[\"" + text + "\"]";
  }

  private static String message(JsonNode error) {
    return error.get("message").textValue();
  }
}
