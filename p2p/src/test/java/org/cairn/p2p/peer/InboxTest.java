package org.cairn.p2p.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

class InboxTest {
  private static final PeerInfo PEER =
      new PeerInfo(new PeerId(Hash.ZERO), new HostPort("host", 1), null, true, "", null);

  /// Holds the inbox thread in `peerUp` until it is released.
  private static final class Slow implements PeerListener {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    final CountDownLatch down = new CountDownLatch(1);
    final List<String> events = new ArrayList<>();

    @Override
    public void peerUp(PeerInfo peer) {
      entered.countDown();
      await(release);
      events.add("up");
    }

    @Override
    public void message(PeerInfo peer, Channel channel, Bytes message) {
      events.add(channel + " " + message.size());
    }

    @Override
    public void peerDown(PeerInfo peer, DisconnectReason reason) {
      events.add("down " + reason);
      down.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Inbox inbox(PeerListener listener) {
    Inbox inbox =
        new Inbox(
            (_, e) -> {
              throw e;
            },
            cause -> {
              throw new IllegalStateException(cause);
            });
    inbox.start(List.of(listener));
    return inbox;
  }

  @Test
  void deliver_consensusOvertakesOthersAndNothingFollowsDown() {
    Slow listener = new Slow();
    try (Inbox inbox = inbox(listener)) {
      Inbox.Lane lane = inbox.open(PEER, () -> {});
      await(listener.entered);
      inbox.offer(lane, Channel.BLOCKS, Bytes.wrap(new byte[1]));
      inbox.offer(lane, Channel.CONSENSUS, Bytes.wrap(new byte[2]));
      inbox.offer(lane, Channel.CONSENSUS, Bytes.wrap(new byte[3]));
      CountDownLatch blocksDone = new CountDownLatch(1);
      listener.release.countDown();
      inbox.execute(blocksDone::countDown);
      await(blocksDone);
      inbox.close(lane, DisconnectReason.IDLE);
      inbox.offer(lane, Channel.CONSENSUS, Bytes.wrap(new byte[4]));
      await(listener.down);
      assertThat(listener.events).startsWith("up", "CONSENSUS 2", "CONSENSUS 3");
      assertThat(listener.events).contains("down IDLE").doesNotContain("CONSENSUS 4");
    }
  }

  @Test
  void offer_tooMuchWaiting_pausesReadingUntilThereIsRoom() {
    Slow listener = new Slow();
    CountDownLatch room = new CountDownLatch(1);
    try (Inbox inbox = inbox(listener)) {
      Inbox.Lane lane = inbox.open(PEER, room::countDown);
      await(listener.entered);
      Bytes mega = Bytes.wrap(new byte[1 << 20]);
      for (int i = 1; i < 16; i++) {
        assertThat(inbox.offer(lane, Channel.CONSENSUS, mega)).isEqualTo(Inbox.Offer.TAKEN);
      }
      assertThat(inbox.offer(lane, Channel.BLOCKS, mega)).isEqualTo(Inbox.Offer.TAKEN_PAUSE);
      listener.release.countDown();
      await(room);
    }
  }

  @Test
  void offer_tooManyTransactionsWaiting_dropsThemOnly() {
    Slow listener = new Slow();
    try (Inbox inbox = inbox(listener)) {
      Inbox.Lane lane = inbox.open(PEER, () -> {});
      await(listener.entered);
      Bytes mega = Bytes.wrap(new byte[1 << 20]);
      for (int i = 0; i < 4; i++) {
        assertThat(inbox.offer(lane, Channel.TRANSACTIONS, mega)).isEqualTo(Inbox.Offer.TAKEN);
      }
      assertThat(inbox.offer(lane, Channel.TRANSACTIONS, mega)).isEqualTo(Inbox.Offer.DROPPED);
      assertThat(inbox.offer(lane, Channel.CONSENSUS, mega)).isEqualTo(Inbox.Offer.TAKEN);
      listener.release.countDown();
    }
  }
}
