package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Quantity;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.FeeRules;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.subscription.Caller;
import org.jspecify.annotations.Nullable;

/// Base fees, fullness and tips of past blocks, and the base fee of the block after them.
record FeeHistory(BlockLookup blocks, ChainView chain, FeeRules fees) implements Method {
  private static final int MAX_BLOCKS = 1024;
  private static final int MAX_PERCENTILES = 100;

  /// What one block adds. `tips` are there when percentiles were asked for.
  private record Entry(
      Wei baseFee, Wei blobBaseFee, double gasUsedRatio, double blobGasUsedRatio, List<Wei> tips) {}

  @Override
  public String name() {
    return "eth_feeHistory";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Base fees, fullness and tips of past blocks, and the base fee of the block after them",
            Kind.OBJECT)
        .needs("blockCount", Kind.QUANTITY)
        .needs("newestBlock", Kind.BLOCK)
        .takes("rewardPercentiles", Kind.LIST);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    long asked = arguments.required(Values::count);
    BlockRef newest = arguments.required(BlockRef::number);
    List<Double> percentiles =
        arguments.orNull(Values.listOf(FeeHistory::percentile, MAX_PERCENTILES));
    arguments.end();
    requireAscending(percentiles == null ? List.of() : percentiles);
    long head = chain.head().number();
    HashedHeader newestHeader = blocks.header(newest);
    if (newestHeader == null) {
      throw new RpcException(RpcError.SERVER, "request beyond head block: head is " + head);
    }
    long last = newestHeader.number();
    long count = Math.min(Math.min(asked, MAX_BLOCKS), last + 1);
    List<Entry> entries = new ArrayList<>();
    for (long number = last - count + 1; number <= last; number++) {
      entries.add(entry(number, percentiles));
    }
    BlockHeader lastHeader = blocks.requiredHeader(new BlockRef.Numbered(last)).header();
    Wei nextBaseFee = fees.nextBaseFee(lastHeader);
    Wei nextBlobBaseFee = fees.nextBlobBaseFee(lastHeader);
    long oldest = last - count + 1;
    return out -> write(out, oldest, entries, nextBaseFee, nextBlobBaseFee, percentiles != null);
  }

  private Entry entry(long number, @Nullable List<Double> percentiles) {
    BlockHeader header = blocks.requiredHeader(new BlockRef.Numbered(number)).header();
    long maxBlobGas = fees.maxBlobGas(header);
    Long blobGasUsed = header.blobGasUsed();
    return new Entry(
        baseFee(header),
        fees.blobBaseFee(header),
        header.gasLimit() == 0 ? 0 : (double) header.gasUsed() / header.gasLimit(),
        blobGasUsed == null || maxBlobGas == 0 ? 0 : (double) blobGasUsed / maxBlobGas,
        percentiles == null ? List.of() : tips(header, percentiles));
  }

  /// The tip at each percentile of the block's gas, the transactions in the order of their tips.
  private List<Wei> tips(BlockHeader header, List<Double> percentiles) {
    BlockLookup.Executed block = header.gasUsed() == 0 ? null : blocks.executed(header.number());
    if (block == null || block.size() == 0) {
      return percentiles.stream().map(_ -> Wei.ZERO).toList();
    }
    Wei baseFee = baseFee(header);
    List<Wei> tips =
        IntStream.range(0, block.size())
            .mapToObj(i -> TipOracle.tip(block.transaction(i).transaction(), baseFee))
            .toList();
    List<Integer> byTip =
        IntStream.range(0, block.size()).boxed().sorted(Comparator.comparing(tips::get)).toList();
    List<Wei> answer = new ArrayList<>();
    int at = 0;
    long gasUpTo = block.gasUsed(byTip.getFirst());
    for (double percentile : percentiles) {
      double threshold = header.gasUsed() * percentile / 100;
      while (gasUpTo < threshold && at < byTip.size() - 1) {
        at++;
        gasUpTo += block.gasUsed(byTip.get(at));
      }
      answer.add(tips.get(byTip.get(at)));
    }
    return answer;
  }

  private static Wei baseFee(BlockHeader header) {
    return header.baseFeePerGas() == null ? Wei.ZERO : header.baseFeePerGas();
  }

  private static double percentile(JsonParser parser) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw new IllegalArgumentException("a percentile must be a number");
    }
    return parser.getDoubleValue();
  }

  private static void requireAscending(List<Double> percentiles) {
    double before = 0;
    for (double percentile : percentiles) {
      if (!(percentile >= before && percentile <= 100)) {
        throw new RpcException(
            RpcError.INVALID_PARAMS,
            "invalid reward percentile: they must ascend from 0 to 100, found " + percentile);
      }
      before = percentile;
    }
  }

  private static void write(
      JsonGenerator out,
      long oldest,
      List<Entry> entries,
      Wei nextBaseFee,
      Wei nextBlobBaseFee,
      boolean withTips)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("oldestBlock", Quantity.of(oldest));
    if (withTips) {
      out.writeArrayFieldStart("reward");
      for (Entry entry : entries) {
        out.writeStartArray();
        for (Wei tip : entry.tips()) {
          out.writeString(Quantity.of(tip));
        }
        out.writeEndArray();
      }
      out.writeEndArray();
    }
    prices(out, "baseFeePerGas", entries.stream().map(Entry::baseFee).toList(), nextBaseFee);
    ratios(out, "gasUsedRatio", entries.stream().map(Entry::gasUsedRatio).toList());
    prices(
        out,
        "baseFeePerBlobGas",
        entries.stream().map(Entry::blobBaseFee).toList(),
        nextBlobBaseFee);
    ratios(out, "blobGasUsedRatio", entries.stream().map(Entry::blobGasUsedRatio).toList());
    out.writeEndObject();
  }

  private static void prices(JsonGenerator out, String name, List<Wei> prices, Wei next)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (Wei price : prices) {
      out.writeString(Quantity.of(price));
    }
    out.writeString(Quantity.of(next));
    out.writeEndArray();
  }

  private static void ratios(JsonGenerator out, String name, List<Double> ratios)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (double ratio : ratios) {
      if (ratio == Math.rint(ratio)) {
        out.writeNumber((long) ratio);
      } else {
        out.writeNumber(ratio);
      }
    }
    out.writeEndArray();
  }
}
