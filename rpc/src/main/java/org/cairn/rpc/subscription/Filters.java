package org.cairn.rpc.subscription;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.LogJson;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.RpcLimits;

/// The filters that clients poll. A filter is no more than a position: its changes are read from
/// the chain when asked for. Filters that nobody asks for expire. Safe for use by many threads.
public final class Filters {
  /// A poll after a long pause gets this many blocks at most; the next poll goes on.
  static final int MAX_BLOCKS_A_POLL = 10_000;

  private enum Kind {
    LOGS,
    BLOCKS,
    PENDING
  }

  private static final class Filter {
    final Kind kind;
    final LogQuery query;
    long next;
    long revision;
    long usedNanos;

    Filter(Kind kind, LogQuery query, long next, long revision, long nowNanos) {
      this.revision = revision;
      this.kind = kind;
      this.query = query;
      this.next = next;
      this.usedNanos = nowNanos;
    }
  }

  private final ChainView chain;
  private final LogScan scan;
  private final HeadWatch heads;
  private final RpcLimits limits;
  private final LongSupplier nanoTime;
  private final RandomIds ids = new RandomIds();

  /// Guarded by itself, and so is when a filter was used; a filter guards its position.
  private final Map<String, Filter> filters = new HashMap<>();

  public Filters(
      ChainView chain, LogScan scan, HeadWatch heads, RpcLimits limits, LongSupplier nanoTime) {
    this.chain = chain;
    this.scan = scan;
    this.heads = heads;
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /// Opens a filter for logs of blocks to come.
  public String openLogs(LogQuery query) {
    if (query.blockHash() != null) {
      throw new RpcException(
          RpcError.INVALID_PARAMS, "invalid argument 0: a filter cannot have a blockHash");
    }
    long next = chain.head().number() + 1;
    if (query.fromBlock() instanceof BlockRef.Numbered(long from)) {
      next = Math.max(next, from);
    }
    return open(Kind.LOGS, query, next);
  }

  /// Opens a filter for hashes of blocks to come.
  public String openBlocks() {
    return open(Kind.BLOCKS, LogQuery.EVERYTHING, chain.head().number() + 1);
  }

  /// Opens a filter for hashes of transactions to come.
  public String openPending() {
    return open(Kind.PENDING, LogQuery.EVERYTHING, heads.pendingHashes().count());
  }

  /// Whether there was such a filter.
  public boolean close(String id) {
    synchronized (filters) {
      return filters.remove(canonical(id)) != null;
    }
  }

  /// What is new since the last call.
  public Answer changes(String id) {
    Filter filter = find(id);
    synchronized (filter) {
      if (filter.kind != Kind.PENDING) {
        follow(filter);
      }
      return switch (filter.kind) {
        case LOGS -> logChanges(filter);
        case BLOCKS -> blockChanges(filter);
        case PENDING -> {
          PendingHashes.Part part = heads.pendingHashes().since(filter.next);
          filter.next = part.next();
          yield hashes(part.hashes());
        }
      };
    }
  }

  /// All logs that the filter's range has by now.
  public Answer logs(String id) {
    Filter filter = find(id);
    if (filter.kind != Kind.LOGS) {
      throw notFound();
    }
    return logs(scan.query(filter.query));
  }

  /// An array of logs.
  public static Answer logs(List<LogJson.Located> logs) {
    return out -> {
      out.writeStartArray();
      for (LogJson.Located log : logs) {
        LogJson.write(out, log);
      }
      out.writeEndArray();
    };
  }

  /// Blocks that were taken back are replaced by others, which are new.
  private void follow(Filter filter) {
    long revision = chain.revision();
    if (filter.revision != revision) {
      filter.next = Math.min(filter.next - 1, chain.sameUntil(filter.revision)) + 1;
      filter.revision = revision;
    }
  }

  private Answer logChanges(Filter filter) {
    long last = Math.min(chain.head().number(), filter.next + MAX_BLOCKS_A_POLL - 1);
    if (filter.query.toBlock() instanceof BlockRef.Numbered(long to)) {
      last = Math.min(last, to);
    }
    if (last < filter.next) {
      return logs(List.of());
    }
    List<LogJson.Located> logs = scan.range(filter.query.filter(), filter.next, last);
    filter.next = last + 1;
    return logs(logs);
  }

  private Answer blockChanges(Filter filter) {
    long last = Math.min(chain.head().number(), filter.next + MAX_BLOCKS_A_POLL - 1);
    List<Hash> hashes = new ArrayList<>();
    for (long number = filter.next; number <= last; number++) {
      HashedHeader header = chain.header(number);
      if (header != null) {
        hashes.add(header.hash());
      }
    }
    filter.next = Math.max(filter.next, last + 1);
    return hashes(hashes);
  }

  private static Answer hashes(List<Hash> hashes) {
    return out -> {
      out.writeStartArray();
      for (Hash hash : hashes) {
        out.writeString(hash.toString());
      }
      out.writeEndArray();
    };
  }

  private String open(Kind kind, LogQuery query, long next) {
    long nowNanos = nanoTime.getAsLong();
    String id = ids.next();
    synchronized (filters) {
      if (filters.size() >= limits.maxFilters()) {
        filters.values().removeIf(filter -> isExpired(filter, nowNanos));
      }
      if (filters.size() >= limits.maxFilters()) {
        throw new RpcException(
            RpcError.LIMIT_EXCEEDED,
            "too many filters: " + limits.maxFilters() + " are open, uninstall one or try later");
      }
      filters.put(id, new Filter(kind, query, next, chain.revision(), nowNanos));
    }
    return id;
  }

  private Filter find(String id) {
    long nowNanos = nanoTime.getAsLong();
    String key = canonical(id);
    synchronized (filters) {
      Filter filter = filters.get(key);
      if (filter == null) {
        throw notFound();
      }
      if (isExpired(filter, nowNanos)) {
        filters.remove(key);
        throw notFound();
      }
      filter.usedNanos = nowNanos;
      return filter;
    }
  }

  private boolean isExpired(Filter filter, long nowNanos) {
    return nowNanos - filter.usedNanos > limits.filterIdle().toNanos();
  }

  private static String canonical(String id) {
    return id.toLowerCase(Locale.ROOT).replaceFirst("^0x0+(?=.)", "0x");
  }

  /// Clients open a new filter when they see this text.
  private static RpcException notFound() {
    return new RpcException(RpcError.SERVER, "filter not found", ErrorDetails.of("filterNotFound"));
  }
}
