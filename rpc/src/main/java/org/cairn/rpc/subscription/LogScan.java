package org.cairn.rpc.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.LogJson;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.RpcLimits;
import org.jspecify.annotations.Nullable;

/// Finds logs in finalized blocks. The index by address and topic names the blocks that may have
/// some; the header's bloom tells which of them are worth reading.
public final class LogScan {
  /// For so few blocks their blooms are as quick as the index.
  private static final int FEW_BLOCKS = 16;

  /// A condition with more alternatives narrows little.
  private static final int MANY_ALTERNATIVES = 128;

  private final ChainView chain;
  private final RpcLimits limits;
  private final LoggedBlocks blocks;

  public LogScan(ChainView chain, RpcLimits limits) {
    this.chain = chain;
    this.blocks = new LoggedBlocks(chain);
    this.limits = limits;
  }

  /// Answers a query, or refuses it with the error that clients expect.
  public List<LogJson.Located> query(LogQuery query) {
    Hash blockHash = query.blockHash();
    if (blockHash != null) {
      Long number = chain.numberOf(blockHash);
      if (number == null) {
        throw new RpcException(RpcError.SERVER, "unknown block");
      }
      return range(query.filter(), number, number);
    }
    long head = chain.head().number();
    long from = number(query.fromBlock(), head);
    long to = number(query.toBlock(), head);
    if (from > to) {
      throw new RpcException(RpcError.INVALID_PARAMS, "invalid block range params");
    }
    if (to > head) {
      throw new RpcException(
          RpcError.INVALID_PARAMS, "block range extends beyond current head block");
    }
    return range(query.filter(), from, to);
  }

  /// The matching logs of all blocks from one number to another, both included. Clients halve the
  /// range or take the one that the refusal names.
  public List<LogJson.Located> range(LogFilter filter, long from, long to) {
    if (to - from >= limits.maxLogBlocks()) {
      throw new RpcException(
          RpcError.INVALID_PARAMS,
          "query exceeds max block range %d, retry with the range %d-%d"
              .formatted(limits.maxLogBlocks(), from, from + limits.maxLogBlocks() - 1),
          tooMuch("tooManyBlocks", limits.maxLogBlocks(), from, from + limits.maxLogBlocks() - 1));
    }
    List<LogJson.Located> found = new ArrayList<>();
    PrimitiveIterator.OfLong numbers = candidates(filter, from, to).iterator();
    while (numbers.hasNext()) {
      long number = numbers.nextLong();
      for (LogJson.Located each : logs(number, filter)) {
        if (filter.matches(each.log())) {
          found.add(each);
        }
      }
      if (found.size() > limits.maxLogs() && number > from) {
        throw new RpcException(
            RpcError.INVALID_PARAMS,
            "query exceeds max results %d, retry with the range %d-%d"
                .formatted(limits.maxLogs(), from, number - 1),
            tooMuch("tooManyLogs", limits.maxLogs(), from, number - 1));
      }
    }
    return found;
  }

  private static ErrorDetails tooMuch(String type, int limit, long from, long to) {
    return ErrorDetails.of(type, Map.of("limit", limit, "retryFrom", from, "retryTo", to));
  }

  /// The blocks to look at: what the index says of each condition, or all of them where it says
  /// nothing.
  private LongStream candidates(LogFilter filter, long from, long to) {
    NavigableSet<Long> common = null;
    if (to - from >= FEW_BLOCKS) {
      for (List<Bytes> condition : filter.conditions()) {
        NavigableSet<Long> blocks =
            condition.size() > MANY_ALTERNATIVES ? null : chain.blocksWithLogs(condition, from, to);
        if (blocks != null && common != null) {
          common.retainAll(blocks);
        } else if (blocks != null) {
          common = blocks;
        }
      }
    }
    return common == null
        ? LongStream.rangeClosed(from, to)
        : common.stream().mapToLong(Long::longValue);
  }

  /// The logs of a block, but none when its bloom says that none match.
  private List<LogJson.Located> logs(long number, LogFilter filter) {
    List<LogJson.Located> kept = blocks.kept(number);
    if (kept != null) {
      return kept;
    }
    HashedHeader header = chain.header(number);
    return header == null || !filter.mayMatch(header.header().logsBloom())
        ? List.of()
        : blocks.read(header);
  }

  private static long number(@Nullable BlockRef ref, long head) {
    return switch (ref) {
      case null -> head;
      case BlockRef.Numbered(long number) -> number;
      case BlockRef.Tagged(BlockRef.Tag tag) -> tag == BlockRef.Tag.EARLIEST ? 0 : head;
      case BlockRef.Hashed _ -> throw new IllegalArgumentException("a range has no hashes");
    };
  }
}
