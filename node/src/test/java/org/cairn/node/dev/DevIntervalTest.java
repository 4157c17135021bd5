package org.cairn.node.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.node.dev.DevEndpoint.FIRST;
import static org.cairn.node.dev.DevEndpoint.SECOND;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DevIntervalTest {
  private static final int PATIENCE_SECONDS = 20;

  @Test
  void blockTime_set_bringsATransactionIntoABlockByItself() {
    try (var rpc = new DevEndpoint(50, true)) {
      assertThat(rpc.result("anvil_getAutomine").booleanValue()).isFalse();
      assertThat(rpc.result("anvil_getIntervalMining").longValue()).isEqualTo(1);
      String raw =
          rpc.result("eth_signTransaction", "[{'from':'%s','to':'%s'}]".formatted(FIRST, SECOND))
              .textValue();
      JsonNode receipt = rpc.result("eth_sendRawTransactionSync", "['" + raw + "']");
      assertThat(receipt.get("status").textValue()).isEqualTo("0x1");
      assertThat(rpc.result("evm_setIntervalMining", "[0]").isNull()).isTrue();
      assertThat(rpc.result("anvil_getIntervalMining").isNull()).isTrue();
      long height = rpc.height();
      var _ = rpc.send(FIRST, SECOND);
      assertThat(rpc.height()).isEqualTo(height);
      assertThat(rpc.result("evm_setAutomine", "[true]").isNull()).isTrue();
      var _ = rpc.send(SECOND, FIRST);
      assertThat(rpc.result("txpool_status").get("pending").textValue()).isEqualTo("0x0");
    }
  }

  @Test
  void noMining_anyTransaction_waitsUntilABlockIsAskedFor() {
    try (var rpc = new DevEndpoint(0, false)) {
      String hash = rpc.send(FIRST, SECOND);
      assertThat(rpc.receipt(hash).isNull()).isTrue();
      var _ = rpc.result("hardhat_mine");
      assertThat(rpc.receipt(hash).get("blockNumber").textValue()).isEqualTo("0x1");
    }
  }

  @Test
  void subscription_afterARevert_isToldOfTheBlockThatReplacesAnother() throws InterruptedException {
    try (var rpc = new DevEndpoint();
        HttpClient client = HttpClient.newHttpClient()) {
      BlockingQueue<String> messages = new LinkedBlockingQueue<>();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create("ws://127.0.0.1:" + rpc.port()), new Collector(messages))
              .join();
      WebSocket _ =
          socket
              .sendText(
                  "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}",
                  true)
              .join();
      assertThat(messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).contains("\"result\"");
      var _ = rpc.result("evm_snapshot");
      var _ = rpc.result("evm_mine");
      String first = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(rpc.result("evm_revert", "['0x0']").booleanValue()).isTrue();
      var _ = rpc.send(FIRST, SECOND);
      String second = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(first).contains("\"number\":\"0x1\"");
      assertThat(second).contains("\"number\":\"0x1\"").isNotEqualTo(first);
      socket.abort();
    }
  }

  /// Takes whole messages.
  private static final class Collector implements WebSocket.Listener {
    private final BlockingQueue<String> messages;
    private final StringBuilder text = new StringBuilder();

    Collector(BlockingQueue<String> messages) {
      this.messages = messages;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
