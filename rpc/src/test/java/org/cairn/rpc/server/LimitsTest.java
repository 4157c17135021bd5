package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.rpc.server.FakeNode.TOPIC;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.cairn.core.block.Log;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.ConnectionLimits;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.subscription.Filters;
import org.cairn.rpc.subscription.HeadWatch;
import org.cairn.rpc.subscription.LogFilter;
import org.cairn.rpc.subscription.LogQuery;
import org.cairn.rpc.subscription.LogScan;
import org.junit.jupiter.api.Test;

/// What clients may keep open and ask for at once, with time that stands still until a test moves
/// it.
class LimitsTest {
  private static final SecretKey KEY = SecretKey.fromHex("0x" + "46".repeat(32));
  private static final LogFilter ALL = new LogFilter(Set.of(), List.of());
  private static final RpcLimits LIMITS =
      new RpcLimits(
          1_000,
          1_000,
          10,
          2,
          4,
          ConnectionLimits.DEFAULT,
          1_000_000,
          5,
          3,
          2,
          Duration.ofMinutes(5),
          2,
          1_000,
          Duration.ofSeconds(1));

  private final AtomicLong nowNanos = new AtomicLong();
  private final FakeNode node = new FakeNode(Map.of());
  private final LogScan scan = new LogScan(node, LIMITS);
  private final Filters filters = new Filters(node, scan, new HeadWatch(), LIMITS, nowNanos::get);

  @Test
  void filter_idleForTooLong_isNotFound() {
    String id = filters.openBlocks();
    nowNanos.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(filters.changes(id)).isNotNull();
    nowNanos.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(filters.changes(id)).isNotNull();
    nowNanos.addAndGet(Duration.ofMinutes(5).toNanos() + 1);
    assertThatThrownBy(() -> filters.changes(id))
        .isInstanceOf(RpcException.class)
        .hasMessage("filter not found");
  }

  @Test
  void filters_moreThanMayBeOpen_areRefusedUntilOneExpires() {
    String first = filters.openBlocks();
    assertThat(filters.openBlocks()).isNotEqualTo(first);
    assertThatThrownBy(filters::openBlocks)
        .isInstanceOf(RpcException.class)
        .hasMessageStartingWith("too many filters");
    nowNanos.addAndGet(Duration.ofMinutes(6).toNanos());
    assertThat(filters.openBlocks()).startsWith("0x");
  }

  @Test
  void filterId_writtenOtherwise_isTheSame() {
    String id = filters.openBlocks();
    assertThat(filters.close("0x00" + id.substring(2).toUpperCase(Locale.ROOT))).isTrue();
  }

  @Test
  void logs_ofTooManyBlocks_nameTheRangeToRetry() {
    for (int i = 0; i < 6; i++) {
      node.finalize(List.of(), List.of());
    }
    assertThat(scan.range(ALL, 1, 5)).isEmpty();
    assertThatThrownBy(() -> scan.range(ALL, 1, 6))
        .isInstanceOf(RpcException.class)
        .hasMessage("query exceeds max block range 5, retry with the range 1-5");
  }

  @Test
  void logs_tooMany_nameTheRangeToRetry() {
    for (int number = 1; number <= 3; number++) {
      logs(number, 2);
    }
    assertThat(scan.range(ALL, 1, 1)).hasSize(2);
    assertThatThrownBy(() -> scan.query(fromGenesis()))
        .isInstanceOf(RpcException.class)
        .hasMessage("query exceeds max results 3, retry with the range 0-1");
  }

  @Test
  void logs_tooManyInOneBlock_areAnsweredAll() {
    logs(1, 7);
    assertThat(scan.range(ALL, 1, 1)).hasSize(7);
  }

  @Test
  void bloom_ofABlock_neverHidesAMatch() {
    LogFilter filter = new LogFilter(Set.of(FakeNode.CONTRACT), List.of(Set.of(TOPIC)));
    logs(1, 1);
    assertThat(filter.mayMatch(node.head().header().logsBloom())).isTrue();
    node.finalize(List.of(), List.of());
    assertThat(filter.mayMatch(node.head().header().logsBloom())).isFalse();
  }

  private static LogQuery fromGenesis() {
    return new LogQuery(ALL, null, new BlockRef.Numbered(0), null);
  }

  private void logs(int nonce, int count) {
    List<Log> logs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      logs.add(FakeNode.log(TOPIC));
    }
    SignedTransaction signed =
        TransactionCodec.sign(
            new Transaction.Legacy(
                FakeNode.CHAIN_ID,
                nonce,
                Wei.of(1),
                21_000,
                FakeNode.CONTRACT,
                Wei.ZERO,
                Bytes.EMPTY),
            KEY);
    node.finalize(List.of(signed), List.of(FakeNode.receipt(0, true, 21_000, logs)));
  }
}
