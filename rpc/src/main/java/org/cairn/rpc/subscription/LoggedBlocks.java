package org.cairn.rpc.subscription;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.Log;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.SignedTransaction;
import org.cairn.rpc.codec.LogJson;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;
import org.jspecify.annotations.Nullable;

/// The logs of blocks that were asked for lately, as queries repeat themselves and a block's
/// header, body and receipts cost a hundred times more to read than its logs to look through. The
/// least recently used go first. Any thread may use it.
final class LoggedBlocks {
  private static final long MAX_WEIGHT_BYTES = 8L << 20;

  /// What a header, and a log beside its data, take in memory, about.
  private static final int BLOCK_BYTES = 1_500;

  private static final int LOG_BYTES = 400;

  private final ChainView chain;

  // Guarded by `this`; the weight is the sum over the map, and all of it is of that revision.
  private final Map<Long, List<LogJson.Located>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long weightBytes;
  private long revision;

  LoggedBlocks(ChainView chain) {
    this.chain = chain;
    this.revision = chain.revision();
  }

  /// The logs of a block when they are at hand.
  synchronized @Nullable List<LogJson.Located> kept(long number) {
    long now = chain.revision();
    if (now != revision) {
      kept.clear();
      weightBytes = 0;
      revision = now;
    }
    return kept.get(number);
  }

  /// Reads the logs of a block.
  List<LogJson.Located> read(HashedHeader header) {
    long before = chain.revision();
    List<Receipt> receipts = chain.receipts(header.number());
    HashedBlock block = chain.block(header.number());
    if (receipts == null || block == null) {
      throw new RpcException(RpcError.SERVER, "receipts of block are not kept any more");
    }
    List<SignedTransaction> transactions = block.block().body().transactions();
    List<LogJson.Located> logs = new ArrayList<>();
    for (int i = 0; i < receipts.size(); i++) {
      for (Log log : receipts.get(i).logs()) {
        logs.add(new LogJson.Located(log, header, transactions.get(i).hash(), i, logs.size()));
      }
    }
    keep(header.number(), logs, before);
    return logs;
  }

  private synchronized void keep(long number, List<LogJson.Located> logs, long ofRevision) {
    if (ofRevision != revision || chain.revision() != revision) {
      return;
    }
    if (kept.putIfAbsent(number, logs) == null) {
      weightBytes += weightBytes(logs);
    }
    Iterator<List<LogJson.Located>> oldest = kept.values().iterator();
    while (weightBytes > MAX_WEIGHT_BYTES && oldest.hasNext()) {
      weightBytes -= weightBytes(oldest.next());
      oldest.remove();
    }
  }

  private static long weightBytes(List<LogJson.Located> logs) {
    long weight = BLOCK_BYTES;
    for (LogJson.Located each : logs) {
      weight += LOG_BYTES + each.log().data().size();
    }
    return weight;
  }
}
