package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.ReceiptJson;
import org.cairn.rpc.codec.TransactionJson;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// A page of the transactions that have to do with an account, before or after a block. A block is
/// never torn: a page may be longer than asked for.
record OtsSearch(String name, boolean before, Appearances appearances) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "A page of the transactions that have to do with an account, before or after "
                + "a block, the newest first",
            Kind.OBJECT)
        .needs("address", Kind.ADDRESS)
        .needs("block", Kind.BLOCK)
        .needs("size", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address address = arguments.required(Values::address);
    long block = arguments.required(Values::count);
    long size = Math.clamp(arguments.required(Values::count), 1, MAX_PAGE);
    arguments.end();
    long head = appearances.chain().head().number();
    long from = before ? 1 : Math.min(block, head) + 1;
    long to = before && block != 0 ? Math.min(head, block - 1) : head;
    Iterator<Long> candidates = appearances.candidates(address, from, to, before);
    TraceText budget = appearances.traces().text();
    List<ReceiptJson.Located> found = new ArrayList<>();
    while (found.size() < size && candidates.hasNext()) {
      found.addAll(found(candidates.next(), address, budget));
    }
    boolean ended = !candidates.hasNext();
    List<ReceiptJson.Located> newestFirst = before ? found : found.reversed();
    boolean first = before ? block == 0 : ended;
    boolean last = before ? ended : block == 0;
    return out -> write(out, newestFirst, first, last);
  }

  private static final long MAX_PAGE = 100;

  /// The block's transactions, in the order of the search.
  private List<ReceiptJson.Located> found(long number, Address address, TraceText budget) {
    budget.spend(0);
    BlockLookup.Executed executed = appearances.blocks().executed(number);
    if (executed == null || executed.size() == 0) {
      return List.of();
    }
    List<ReceiptJson.Located> receipts = appearances.blocks().receipts(executed);
    List<ReceiptJson.Located> found =
        new ArrayList<>(
            appearances.in(executed, address, budget).stream().map(receipts::get).toList());
    return before ? found.reversed() : found;
  }

  private static void write(
      JsonGenerator out, List<ReceiptJson.Located> found, boolean first, boolean last)
      throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("txs");
    for (ReceiptJson.Located located : found) {
      TransactionJson.mined(out, located.transaction(), located.block(), located.index());
    }
    out.writeEndArray();
    out.writeArrayFieldStart("receipts");
    for (ReceiptJson.Located located : found) {
      ReceiptJson.timed(out, located);
    }
    out.writeEndArray();
    out.writeBooleanField("firstPage", first);
    out.writeBooleanField("lastPage", last);
    out.writeEndObject();
  }
}
