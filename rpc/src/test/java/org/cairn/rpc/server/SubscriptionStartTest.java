package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cairn.core.types.Address;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.Ports;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.subscription.HeadWatch;
import org.cairn.rpc.subscription.LogScan;
import org.cairn.rpc.subscription.Subscriber;
import org.cairn.rpc.subscription.Subscription;
import org.cairn.rpc.subscription.Subscriptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What happens between the moment a subscription is opened and the one its client has been told.
class SubscriptionStartTest {
  private static final Address SOMEBODY =
      Address.fromHex("0x1111111111111111111111111111111111111111");
  private static final long PATIENCE_SECONDS = 30;

  private final FakeNode node = new FakeNode(Map.of(SOMEBODY, Wei.of(1)));
  private final HeadWatch heads = new HeadWatch();
  private final Subscriptions subscriptions = subscriptions();

  private static final class Client implements Subscriber {
    private final BlockingQueue<String> pushed = new LinkedBlockingQueue<>();

    @Override
    public void push(String text) {
      pushed.add(text);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    String next() throws InterruptedException {
      String text = pushed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return text == null ? "nothing" : text;
    }
  }

  private Subscriptions subscriptions() {
    Ports ports = node.ports();
    ports.heads().register(heads);
    return new Subscriptions(ports, heads, new LogScan(node, RpcLimits.DEFAULT), RpcLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    subscriptions.close();
  }

  @Test
  void block_finalBeforeTheResponseIsOut_isStillPushed() throws InterruptedException {
    Client early = new Client();
    Client late = new Client();
    subscriptions.start();
    subscriptions.activate(subscriptions.open(early, new Subscription.Heads()));
    node.finalize(List.of(), List.of());
    assertThat(early.next()).contains("\"number\":\"0x1\"");
    String id = subscriptions.open(late, new Subscription.Heads());
    node.finalize(List.of(), List.of());
    assertThat(early.next()).contains("\"number\":\"0x2\"");
    assertThat(late.pushed).isEmpty();

    subscriptions.activate(id);
    node.finalize(List.of(), List.of());

    assertThat(late.next()).contains("\"number\":\"0x2\"");
    assertThat(late.next()).contains("\"number\":\"0x3\"");
  }
}
