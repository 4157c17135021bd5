package org.cairn.p2p.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cairn.core.types.Bytes;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
  private final OutboundQueue queue = new OutboundQueue();

  @Test
  void take_mixedPriorities_urgentFirstAndInOrder() {
    for (int i = 0; i < 3; i++) {
      queue.offer(FrameKind.TRANSACTIONS, Bytes.of((byte) i));
      queue.offer(FrameKind.BLOCKS, Bytes.of((byte) i));
      queue.offer(FrameKind.CONSENSUS, Bytes.of((byte) i));
      queue.offer(FrameKind.PING, Bytes.of((byte) i));
    }
    List<OutboundQueue.Frame> taken = queue.take(1000);
    assertThat(taken)
        .extracting(OutboundQueue.Frame::kind)
        .containsExactly(
            FrameKind.PING,
            FrameKind.PING,
            FrameKind.PING,
            FrameKind.CONSENSUS,
            FrameKind.CONSENSUS,
            FrameKind.CONSENSUS,
            FrameKind.BLOCKS,
            FrameKind.BLOCKS,
            FrameKind.BLOCKS,
            FrameKind.TRANSACTIONS,
            FrameKind.TRANSACTIONS,
            FrameKind.TRANSACTIONS);
    assertThat(taken.subList(3, 6))
        .extracting(frame -> frame.payload().get(0))
        .containsExactly((byte) 0, (byte) 1, (byte) 2);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void take_moreThanABatch_leavesTheRest() {
    for (int i = 0; i < 10; i++) {
      queue.offer(FrameKind.CONSENSUS, Bytes.wrap(new byte[95]));
    }
    assertThat(queue.take(300)).hasSize(3);
    assertThat(queue.take(10_000)).hasSize(7);
  }

  @Test
  void offer_fullLane_dropsTransactionsAndOverflowsConsensus() {
    Bytes mega = Bytes.wrap(new byte[1 << 20]);
    assertThat(fill(FrameKind.TRANSACTIONS, mega)).isEqualTo(OutboundQueue.Offer.DROPPED);
    assertThat(fill(FrameKind.BLOCKS, mega)).isEqualTo(OutboundQueue.Offer.DROPPED);
    assertThat(fill(FrameKind.CONSENSUS, mega)).isEqualTo(OutboundQueue.Offer.OVERFLOWED);
    queue.clear();
    assertThat(queue.offer(FrameKind.TRANSACTIONS, mega)).isEqualTo(OutboundQueue.Offer.QUEUED);
  }

  private OutboundQueue.Offer fill(FrameKind kind, Bytes payload) {
    for (int i = 0; i < 100; i++) {
      OutboundQueue.Offer offer = queue.offer(kind, payload);
      if (offer != OutboundQueue.Offer.QUEUED) {
        return offer;
      }
    }
    throw new AssertionError("never full");
  }

  @Test
  void offer_beyondTheKindsLimit_isTheCallersMistake() {
    assertThatThrownBy(() -> queue.offer(FrameKind.PING, Bytes.wrap(new byte[9])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
