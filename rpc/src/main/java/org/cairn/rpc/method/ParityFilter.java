package org.cairn.rpc.method;

import java.util.Map;
import org.cairn.core.block.Roots;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.ParityJson;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.TraceJson;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.trace.CallFrame;

/// The calls of a range of blocks that pass a filter by address, a page at a time.
record ParityFilter(ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "trace_filter";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "The calls of a range of blocks from and to certain addresses, `count` of "
                + "them `after` so many",
            Kind.LIST)
        .needs("filter", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    ParityQuery query = arguments.required(ParityQuery::read);
    arguments.end();
    HashedHeader first = traces.blocks().requiredHeader(query.from());
    HashedHeader last = traces.blocks().requiredHeader(query.to());
    if (first.number() > last.number()) {
      throw new RpcException(RpcError.INVALID_PARAMS, "invalid block range params");
    }
    if (last.number() - first.number() >= MAX_BLOCKS) {
      throw tooMany(first.number(), first.number() + MAX_BLOCKS - 1, "block range " + MAX_BLOCKS);
    }
    TraceText text = traces.text();
    text.add(out -> out.writeStartArray());
    Page page = new Page(query, text);
    for (long number = first.number(); number <= last.number() && !page.isFull(); number++) {
      try {
        block(number, page);
      } catch (RpcException e) {
        if (number == first.number() || !TraceText.isTimeout(e)) {
          throw e;
        }
        throw tooMany(first.number(), number - 1, "duration " + ParityTraces.TIMEOUT);
      }
    }
    text.add(out -> out.writeEndArray());
    return text.answer();
  }

  static final int MAX_BLOCKS = 1_000;

  /// What of the matches is asked for, and how many there were. One thread owns it.
  private static final class Page {
    private final ParityQuery query;
    private final TraceText text;
    private long matches;

    Page(ParityQuery query, TraceText text) {
      this.query = query;
      this.text = text;
    }

    boolean isFull() {
      return matches - query.after() >= query.count();
    }

    void take(Answer entry) {
      matches++;
      if (matches > query.after() && matches - query.after() <= query.count()) {
        text.add(entry);
      }
    }
  }

  private void block(long number, Page page) {
    HashedHeader header = traces.blocks().requiredHeader(new BlockRef.Numbered(number));
    boolean isEmpty = header.header().transactionsRoot().equals(Roots.EMPTY_TRIE);
    HashedBlock block = number == 0 ? null : traces.block(new BlockRef.Numbered(number));
    if (block == null) {
      return;
    }
    if (!isEmpty) {
      traces.calls(block, page.text, (outermost, index) -> calls(page, block, outermost, index));
    }
    traces.rewards(block).stream()
        .filter(reward -> page.query.matches(null, reward.author()))
        .forEach(reward -> page.take(out -> ParityJson.reward(out, reward, block.header())));
  }

  private static void calls(Page page, HashedBlock block, CallFrame outermost, int index) {
    TraceJson.Place place = Replays.place(block, index);
    ParityJson.entries(outermost).stream()
        .filter(entry -> page.query.matches(entry.frame().from(), entry.frame().to()))
        .forEach(entry -> page.take(out -> ParityJson.entry(out, entry, place)));
  }

  private static RpcException tooMany(long from, long to, String what) {
    return new RpcException(
        RpcError.INVALID_PARAMS,
        "query exceeds max %s, retry with the range %d-%d".formatted(what, from, to),
        ErrorDetails.of("tooManyBlocks", Map.of("retryFrom", from, "retryTo", to)));
  }
}
